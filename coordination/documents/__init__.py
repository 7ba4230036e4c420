"""Official documents and their registers, attached files, PDF in the layout of Decree 30/2020."""
