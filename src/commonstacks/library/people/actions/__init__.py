"""Open accounts, sign in, give roles, invite, claim, leave: one file for each part."""

from commonstacks.library.people.actions.claiming import (
    claim,
    claim_by_new_account,
    claimed_by_link,
    make_claim_link,
)
from commonstacks.library.people.actions.following import (
    follow,
    mark_read,
    no_more_letters,
    notify,
    stop_following,
)
from commonstacks.library.people.actions.inviting import (
    accept,
    invitation_of,
    invite,
    withdraw_invitation,
)
from commonstacks.library.people.actions.knowing import (
    contacts_of,
    forget_contact,
    join,
    keep_contact,
    leave_organisation,
)
from commonstacks.library.people.actions.leaving import leave, leave_unnamed
from commonstacks.library.people.actions.opening import (
    chosen_name,
    know_agent,
    open_account,
    record_agent,
    rename,
)
from commonstacks.library.people.actions.roles import give_role, take_role
from commonstacks.library.people.actions.signing import make_sign_in_link, use_sign_in_link

__all__ = [
    "accept",
    "chosen_name",
    "claim",
    "claim_by_new_account",
    "claimed_by_link",
    "contacts_of",
    "follow",
    "forget_contact",
    "give_role",
    "invitation_of",
    "invite",
    "join",
    "keep_contact",
    "know_agent",
    "leave",
    "leave_organisation",
    "leave_unnamed",
    "make_claim_link",
    "make_sign_in_link",
    "mark_read",
    "no_more_letters",
    "notify",
    "open_account",
    "record_agent",
    "rename",
    "stop_following",
    "take_role",
    "use_sign_in_link",
    "withdraw_invitation",
]
