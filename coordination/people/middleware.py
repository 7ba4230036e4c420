"""The acting body of a signed-in person, kept in the session."""

SESSION_KEY = "membership"


def acting_membership(get_response):
    """Let the request's user act through the membership chosen last, as long as it is in force."""

    def middleware(request):
        chosen = request.session.get(SESSION_KEY) if request.user.is_authenticated else None
        if chosen:
            membership = request.user.active_memberships().filter(pk=chosen).first()
            if membership:
                request.user.act_as(membership)
        return get_response(request)

    return middleware
