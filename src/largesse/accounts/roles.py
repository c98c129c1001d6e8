"""Presets of permissions: they fill a form in, and what a member or key was given remains the truth."""

from dataclasses import dataclass
from typing import Final

from largesse.accounts.permissions import ALL, OWN, Permission

# Reading that tells more than what happens here: secrets, exports, who may do what.
_SECRET: Final = {
    Permission.MESSAGES_WEBHOOK_SECRET_READ,
    Permission.VOUCHERS_ITEM_EXPORT_READ,
    Permission.WORKFLOWS_FILE_READ,
    Permission.ACCOUNTS_KEY_READ,
    Permission.ACCOUNTS_MEMBER_READ,
    Permission.ACCOUNTS_AUDIT_READ,
}
_VIEWER: Final = frozenset(name for name in ALL - OWN - _SECRET if name.endswith("_READ"))
_SUPPORT: Final = _VIEWER | {
    Permission.VOUCHERS_ITEM_ASSIGN_CREATE,
    Permission.VOUCHERS_ITEM_ASSIGN_DELETE,
    Permission.VOUCHERS_ITEM_REDEEM_CREATE,
    Permission.VOUCHERS_ITEM_CANCEL_UPDATE,
    Permission.PROMOTIONS_VALIDATION_CREATE,
    Permission.PROMOTIONS_REDEMPTION_CREATE,
    Permission.PROMOTIONS_REDEMPTION_ROLLBACK_CREATE,
    Permission.PROMOTIONS_HOLD_DELETE,
    Permission.PROMOTIONS_ASSIGNMENT_CREATE,
    Permission.PROMOTIONS_ACTIVATION_CREATE,
    Permission.PROMOTIONS_ACTIVATION_DELETE,
    Permission.FRAUD_CASE_DECISION_CREATE,
    Permission.PROMOTIONS_POINTS_CREATE,
    Permission.PROMOTIONS_GIFT_CREATE,
    Permission.MESSAGES_MESSAGE_RETRY_CREATE,
    Permission.MESSAGES_SUPPRESSION_CREATE,
    Permission.API_CLIENT_CREATE,
}
# What changes nothing for customers until somebody publishes it.
_EDITOR: Final = _VIEWER | {
    Permission.VOUCHERS_POOL_CREATE,
    Permission.VOUCHERS_ITEM_CREATE,
    Permission.VOUCHERS_ITEM_IMPORT_CREATE,
    Permission.VOUCHERS_ITEM_GENERATE_CREATE,
    Permission.PROMOTIONS_CAMPAIGN_CREATE,
    Permission.PROMOTIONS_PROMOTION_CREATE,
    Permission.PROMOTIONS_PROMOTION_UPDATE,
    Permission.PROMOTIONS_TAG_CREATE,
    Permission.PROMOTIONS_VALIDATION_CREATE,
    Permission.PROMOTIONS_BACK_TEST_CREATE,
    Permission.PROMOTIONS_HANDBILL_CREATE,
    Permission.PROMOTIONS_HANDBILL_UPDATE,
    Permission.PROMOTIONS_HANDBILL_PREVIEW_CREATE,
    Permission.WORKFLOWS_WORKFLOW_CREATE,
    Permission.WORKFLOWS_WORKFLOW_UPDATE,
    Permission.WORKFLOWS_TRANSFORMATION_PREVIEW_CREATE,
    Permission.WORKFLOWS_FILE_CREATE,
    Permission.AUDIENCES_AUDIENCE_CREATE,
    Permission.MESSAGES_TEMPLATE_CREATE,
    Permission.MESSAGES_TEMPLATE_PREVIEW_CREATE,
    Permission.MESSAGES_TEMPLATE_TEST_CREATE,
    Permission.MESSAGES_RECIPIENT_LIST_CREATE,
}
_MARKETING: Final = ("VOUCHERS_", "PROMOTIONS_", "WORKFLOWS_", "AUDIENCES_", "MESSAGES_TEMPLATE_", "ALERTS_")
_MARKETING_TOO: Final = (
    "MESSAGES_RECIPIENT_LIST_",
    "MESSAGES_SUPPRESSION_",
    "CATALOGS_",
    "FRAUD_",
    "AI_",
    "JOBS_",
)
_PUBLISHER: Final = _EDITOR | {name for name in ALL - OWN if name.startswith((*_MARKETING, *_MARKETING_TOO))}
# A developer makes keys, and nobody can grant what he does not hold. Campaigns and people are for others.
_NOT_OF_DEVELOPERS: Final = frozenset(
    {
        Permission.ACCOUNTS_MEMBER_CREATE,
        Permission.ACCOUNTS_MEMBER_UPDATE,
        Permission.ACCOUNTS_WORKSPACE_UPDATE,
        Permission.PROMOTIONS_PROMOTION_PUBLISH_CREATE,
        Permission.PROMOTIONS_PROMOTION_IMPORT_CREATE,
        Permission.PROMOTIONS_PROMOTION_DELETE,
        Permission.PROMOTIONS_CAMPAIGN_UPDATE,
        Permission.PROMOTIONS_CAMPAIGN_DELETE,
        Permission.PROMOTIONS_HANDBILL_PUBLICATION_CREATE,
        Permission.PROMOTIONS_SETTINGS_UPDATE,
    }
)


@dataclass(frozen=True, slots=True)
class Role:
    """A preset; `permissions` are what it fills in."""

    name: str
    title: str
    help: str
    permissions: frozenset[str]


ROLES: Final = (
    Role("viewer", "Viewer", "Sees everything but secrets, exports and accounts; changes nothing.", _VIEWER),
    Role("support", "Support", "Viewer who helps customers: gives, redeems and takes back.", _SUPPORT),
    Role(
        "campaign_editor",
        "Campaign editor (drafts)",
        "Viewer who prepares campaigns, codes and workflows; nothing of it is published.",
        _EDITOR,
    ),
    Role("publisher", "Publisher", "Campaign editor who publishes, changes and ends what runs.", _PUBLISHER),
    Role(
        "developer",
        "Developer",
        "Connects systems: keys, webhooks, connections, events. Neither members nor publishing.",
        ALL - _NOT_OF_DEVELOPERS,
    ),
    Role("administrator", "Administrator", "May do everything, and give it to others.", ALL),
)
