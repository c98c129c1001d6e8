"""The catalogue of permissions: SERVICE_RESOURCE_SUBRESOURCE_ACTION, one sentence each."""

from enum import StrEnum


class Permission(StrEnum):
    """What a key or member may do; the value is the name on the wire, `help` says what it opens."""

    help: str

    def __new__(cls, value: str, help_text: str) -> "Permission":
        """Reads the pair (name on the wire, sentence)."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.help = help_text
        return member

    VOUCHERS_POOL_READ = "VOUCHERS_POOL_READ", "See code pools and their counts."
    VOUCHERS_POOL_CREATE = "VOUCHERS_POOL_CREATE", "Create code pools."
    VOUCHERS_POOL_UPDATE = "VOUCHERS_POOL_UPDATE", "Change settings and alerts of code pools."
    VOUCHERS_POOL_DELETE = "VOUCHERS_POOL_DELETE", "Delete code pools of which no code was handed out."
    VOUCHERS_ITEM_READ = "VOUCHERS_ITEM_READ", "See single codes and who holds them."
    VOUCHERS_ITEM_LIST_BY_POOL_READ = (
        "VOUCHERS_ITEM_LIST_BY_POOL_READ",
        "List and count the codes of a pool.",
    )
    VOUCHERS_ITEM_CREATE = "VOUCHERS_ITEM_CREATE", "Add single codes by hand."
    VOUCHERS_ITEM_IMPORT_CREATE = "VOUCHERS_ITEM_IMPORT_CREATE", "Import codes from files."
    VOUCHERS_ITEM_IMPORT_DELETE = "VOUCHERS_ITEM_IMPORT_DELETE", "Undo an import."
    VOUCHERS_ITEM_GENERATE_CREATE = "VOUCHERS_ITEM_GENERATE_CREATE", "Generate codes."
    VOUCHERS_ITEM_EXPORT_READ = "VOUCHERS_ITEM_EXPORT_READ", "Export codes."
    VOUCHERS_ITEM_ASSIGN_CREATE = "VOUCHERS_ITEM_ASSIGN_CREATE", "Hand out codes to profiles."
    VOUCHERS_ITEM_ASSIGN_DELETE = "VOUCHERS_ITEM_ASSIGN_DELETE", "Take an assigned code back."
    VOUCHERS_ITEM_REDEEM_CREATE = "VOUCHERS_ITEM_REDEEM_CREATE", "Redeem codes."
    VOUCHERS_ITEM_CANCEL_UPDATE = "VOUCHERS_ITEM_CANCEL_UPDATE", "Cancel codes."
    VOUCHERS_ITEM_ASSIGNED_FOR_CLIENT_READ = (
        "VOUCHERS_ITEM_ASSIGNED_FOR_CLIENT_READ",
        "See the codes a profile holds.",
    )
    VOUCHERS_ITEM_ASSIGN_OWN_CREATE = (
        "VOUCHERS_ITEM_ASSIGN_OWN_CREATE",
        "Draw codes for the signed-in profile (profile tokens only).",
    )
    VOUCHERS_ITEM_ASSIGNED_OWN_READ = (
        "VOUCHERS_ITEM_ASSIGNED_OWN_READ",
        "See the codes of the signed-in profile (profile tokens only).",
    )
    ALERTS_RULE_READ = "ALERTS_RULE_READ", "See alert rules."
    ALERTS_RULE_CREATE = "ALERTS_RULE_CREATE", "Create alert rules."
    ALERTS_RULE_UPDATE = "ALERTS_RULE_UPDATE", "Change alert rules."
    ALERTS_RULE_DELETE = "ALERTS_RULE_DELETE", "Delete alert rules."
    MESSAGES_MESSAGE_READ = "MESSAGES_MESSAGE_READ", "See sent, waiting and failed messages."
    MESSAGES_MESSAGE_RETRY_CREATE = "MESSAGES_MESSAGE_RETRY_CREATE", "Send failed messages again."
    MESSAGES_WEBHOOK_SECRET_READ = (
        "MESSAGES_WEBHOOK_SECRET_READ",
        "See the secret that signs outgoing webhooks.",
    )
    MESSAGES_BOUNCE_CREATE = "MESSAGES_BOUNCE_CREATE", "Report mails that came back."
    MESSAGES_TEMPLATE_READ = "MESSAGES_TEMPLATE_READ", "See mail templates."
    MESSAGES_TEMPLATE_CREATE = "MESSAGES_TEMPLATE_CREATE", "Create mail templates."
    MESSAGES_TEMPLATE_UPDATE = "MESSAGES_TEMPLATE_UPDATE", "Change mail templates."
    MESSAGES_TEMPLATE_DELETE = "MESSAGES_TEMPLATE_DELETE", "Delete mail templates."
    MESSAGES_TEMPLATE_PREVIEW_CREATE = (
        "MESSAGES_TEMPLATE_PREVIEW_CREATE",
        "See mails as a customer of your choice would get them.",
    )
    MESSAGES_TEMPLATE_TEST_CREATE = "MESSAGES_TEMPLATE_TEST_CREATE", "Send test mails of templates."
    MESSAGES_RECIPIENT_LIST_READ = "MESSAGES_RECIPIENT_LIST_READ", "See recipient lists."
    MESSAGES_RECIPIENT_LIST_CREATE = "MESSAGES_RECIPIENT_LIST_CREATE", "Create recipient lists."
    MESSAGES_RECIPIENT_LIST_UPDATE = "MESSAGES_RECIPIENT_LIST_UPDATE", "Change recipient lists."
    MESSAGES_RECIPIENT_LIST_DELETE = "MESSAGES_RECIPIENT_LIST_DELETE", "Delete recipient lists."
    MESSAGES_SMS_ACCOUNT_READ = (
        "MESSAGES_SMS_ACCOUNT_READ",
        "See SMS accounts (never the values of their headers).",
    )
    MESSAGES_SMS_ACCOUNT_CREATE = "MESSAGES_SMS_ACCOUNT_CREATE", "Add SMS accounts."
    MESSAGES_SMS_ACCOUNT_UPDATE = "MESSAGES_SMS_ACCOUNT_UPDATE", "Choose the default SMS account."
    MESSAGES_SMS_ACCOUNT_TEST_CREATE = (
        "MESSAGES_SMS_ACCOUNT_TEST_CREATE",
        "Send test texts through SMS accounts.",
    )
    MESSAGES_SMS_ACCOUNT_DELETE = "MESSAGES_SMS_ACCOUNT_DELETE", "Remove SMS accounts."
    MESSAGES_SUPPRESSION_READ = "MESSAGES_SUPPRESSION_READ", "See the addresses that get no marketing."
    MESSAGES_SUPPRESSION_CREATE = "MESSAGES_SUPPRESSION_CREATE", "Keep marketing from addresses."
    MESSAGES_SUPPRESSION_DELETE = "MESSAGES_SUPPRESSION_DELETE", "Let marketing reach addresses again."
    MESSAGES_WEBHOOK_READ = "MESSAGES_WEBHOOK_READ", "See webhooks and what they were sent."
    MESSAGES_WEBHOOK_CREATE = "MESSAGES_WEBHOOK_CREATE", "Have all events posted to addresses of choice."
    MESSAGES_WEBHOOK_UPDATE = "MESSAGES_WEBHOOK_UPDATE", "Change webhooks."
    MESSAGES_WEBHOOK_DELETE = "MESSAGES_WEBHOOK_DELETE", "Delete webhooks."
    MESSAGES_WEBHOOK_SECRET_CREATE = "MESSAGES_WEBHOOK_SECRET_CREATE", "Make new secrets of webhooks."
    MESSAGES_WEBHOOK_TEST_CREATE = "MESSAGES_WEBHOOK_TEST_CREATE", "Post tests to webhooks."
    MESSAGES_WEBHOOK_REPLAY_CREATE = "MESSAGES_WEBHOOK_REPLAY_CREATE", "Post deliveries of webhooks again."
    CONNECTIONS_SMTP_READ = "CONNECTIONS_SMTP_READ", "See e-mail accounts (never their passwords)."
    CONNECTIONS_SMTP_CREATE = "CONNECTIONS_SMTP_CREATE", "Add e-mail accounts."
    CONNECTIONS_SMTP_UPDATE = "CONNECTIONS_SMTP_UPDATE", "Choose the default e-mail account."
    CONNECTIONS_SMTP_TEST_CREATE = "CONNECTIONS_SMTP_TEST_CREATE", "Send test mails through e-mail accounts."
    CONNECTIONS_SMTP_DELETE = "CONNECTIONS_SMTP_DELETE", "Remove e-mail accounts."
    CONNECTIONS_CONNECTION_READ = (
        "CONNECTIONS_CONNECTION_READ",
        "See connections to outside systems (never their secrets).",
    )
    CONNECTIONS_CONNECTION_CREATE = (
        "CONNECTIONS_CONNECTION_CREATE",
        "Store connections to outside systems.",
    )
    CONNECTIONS_CONNECTION_UPDATE = (
        "CONNECTIONS_CONNECTION_UPDATE",
        "Change connections to outside systems.",
    )
    CONNECTIONS_CONNECTION_DELETE = (
        "CONNECTIONS_CONNECTION_DELETE",
        "Remove connections to outside systems.",
    )
    CONNECTIONS_CONNECTION_TEST_CREATE = (
        "CONNECTIONS_CONNECTION_TEST_CREATE",
        "Try connections to outside systems.",
    )
    WORKFLOWS_TRANSFORMATION_PREVIEW_CREATE = (
        "WORKFLOWS_TRANSFORMATION_PREVIEW_CREATE",
        "Try data transformations on a sample.",
    )
    WORKFLOWS_FILE_CREATE = "WORKFLOWS_FILE_CREATE", "Upload files for workflows."
    WORKFLOWS_FILE_DELETE = "WORKFLOWS_FILE_DELETE", "Delete files that were uploaded for workflows."
    WORKFLOWS_FILE_READ = "WORKFLOWS_FILE_READ", "Download files that workflows fetched or transformed."
    API_CLIENT_READ = "API_CLIENT_READ", "See profiles."
    API_CLIENT_CREATE = "API_CLIENT_CREATE", "Create and change single profiles."
    API_CLIENT_DELETE = "API_CLIENT_DELETE", "Delete profiles."
    API_BATCH_CLIENT_CREATE = "API_BATCH_CLIENT_CREATE", "Create and change profiles in batches."
    API_CLIENT_IMPORT_CREATE = "API_CLIENT_IMPORT_CREATE", "Import profiles from files."
    API_EVENTS_IMPORT_CREATE = "API_EVENTS_IMPORT_CREATE", "Import events from files."
    API_CUSTOM_EVENTS_CREATE = "API_CUSTOM_EVENTS_CREATE", "Send custom events."
    API_TRANSACTION_CREATE = "API_TRANSACTION_CREATE", "Send single transactions."
    API_BATCH_TRANSACTION_CREATE = "API_BATCH_TRANSACTION_CREATE", "Send transactions in batches."
    API_EVENTS_READ = "API_EVENTS_READ", "See events."
    WORKFLOWS_WORKFLOW_READ = "WORKFLOWS_WORKFLOW_READ", "See workflows and check them."
    WORKFLOWS_WORKFLOW_CREATE = "WORKFLOWS_WORKFLOW_CREATE", "Create workflows."
    WORKFLOWS_WORKFLOW_UPDATE = "WORKFLOWS_WORKFLOW_UPDATE", "Change drafts of workflows."
    WORKFLOWS_WORKFLOW_DELETE = "WORKFLOWS_WORKFLOW_DELETE", "Delete workflows."
    WORKFLOWS_WORKFLOW_PUBLISH_CREATE = (
        "WORKFLOWS_WORKFLOW_PUBLISH_CREATE",
        "Publish, pause, resume and stop workflows.",
    )
    WORKFLOWS_RUN_READ = "WORKFLOWS_RUN_READ", "See runs and journeys of workflows."
    WORKFLOWS_RUN_CREATE = "WORKFLOWS_RUN_CREATE", "Begin runs of workflows by hand, and test them."
    PROMOTIONS_REDEMPTION_CREATE = "PROMOTIONS_REDEMPTION_CREATE", "Redeem promotions."
    PROMOTIONS_REDEMPTION_READ = "PROMOTIONS_REDEMPTION_READ", "See redemptions and holds."
    PROMOTIONS_REDEMPTION_ROLLBACK_CREATE = (
        "PROMOTIONS_REDEMPTION_ROLLBACK_CREATE",
        "Roll redemptions back.",
    )
    PROMOTIONS_HOLD_CREATE = "PROMOTIONS_HOLD_CREATE", "Hold promotions for an order."
    PROMOTIONS_HOLD_CONFIRMATION_CREATE = "PROMOTIONS_HOLD_CONFIRMATION_CREATE", "Confirm holds."
    PROMOTIONS_HOLD_DELETE = "PROMOTIONS_HOLD_DELETE", "Cancel holds."
    AUDIENCES_AUDIENCE_READ = "AUDIENCES_AUDIENCE_READ", "See audiences, and count profiles by conditions."
    AUDIENCES_AUDIENCE_CREATE = "AUDIENCES_AUDIENCE_CREATE", "Create audiences."
    AUDIENCES_AUDIENCE_UPDATE = "AUDIENCES_AUDIENCE_UPDATE", "Change audiences and bring archived ones back."
    AUDIENCES_AUDIENCE_DELETE = "AUDIENCES_AUDIENCE_DELETE", "Archive audiences."
    PROMOTIONS_CAMPAIGN_READ = "PROMOTIONS_CAMPAIGN_READ", "See campaigns."
    PROMOTIONS_CAMPAIGN_CREATE = "PROMOTIONS_CAMPAIGN_CREATE", "Create campaigns."
    PROMOTIONS_CAMPAIGN_UPDATE = "PROMOTIONS_CAMPAIGN_UPDATE", "Change, begin, pause and finish campaigns."
    PROMOTIONS_CAMPAIGN_DELETE = "PROMOTIONS_CAMPAIGN_DELETE", "Delete campaigns without promotions."
    PROMOTIONS_PROMOTION_READ = "PROMOTIONS_PROMOTION_READ", "See promotions and check them."
    PROMOTIONS_PROMOTION_CREATE = "PROMOTIONS_PROMOTION_CREATE", "Create and copy promotions."
    PROMOTIONS_PROMOTION_UPDATE = "PROMOTIONS_PROMOTION_UPDATE", "Change drafts of promotions."
    PROMOTIONS_PROMOTION_DELETE = "PROMOTIONS_PROMOTION_DELETE", "Delete or archive promotions."
    PROMOTIONS_PROMOTION_PUBLISH_CREATE = (
        "PROMOTIONS_PROMOTION_PUBLISH_CREATE",
        "Publish, hide, pause and finish promotions.",
    )
    PROMOTIONS_PROMOTION_IMPORT_CREATE = (
        "PROMOTIONS_PROMOTION_IMPORT_CREATE",
        "Import promotions from files, published as the files say.",
    )
    PROMOTIONS_TAG_READ = "PROMOTIONS_TAG_READ", "See the list of promotion tags."
    PROMOTIONS_TAG_CREATE = "PROMOTIONS_TAG_CREATE", "Add promotion tags to the list."
    PROMOTIONS_TAG_DELETE = "PROMOTIONS_TAG_DELETE", "Take promotion tags off the list."
    PROMOTIONS_VALIDATION_CREATE = (
        "PROMOTIONS_VALIDATION_CREATE",
        "Ask which promotions a cart or customer would get.",
    )
    PROMOTIONS_VALIDATION_OWN_CREATE = (
        "PROMOTIONS_VALIDATION_OWN_CREATE",
        "Ask which promotions a cart of the signed-in profile would get; tells strangers little.",
    )
    PROMOTIONS_ORDER_READ = "PROMOTIONS_ORDER_READ", "See orders."
    PROMOTIONS_ORDER_CREATE = "PROMOTIONS_ORDER_CREATE", "Tell orders and returns."
    PROMOTIONS_REJECTION_READ = "PROMOTIONS_REJECTION_READ", "See what was refused, and export it."
    FRAUD_CASE_READ = "FRAUD_CASE_READ", "See cases of suspected abuse."
    FRAUD_CASE_DECISION_CREATE = "FRAUD_CASE_DECISION_CREATE", "Decide cases of suspected abuse."
    FRAUD_SETTINGS_READ = "FRAUD_SETTINGS_READ", "See what is held suspicious."
    FRAUD_SETTINGS_UPDATE = "FRAUD_SETTINGS_UPDATE", "Change what is held suspicious."
    PROMOTIONS_BACK_TEST_CREATE = "PROMOTIONS_BACK_TEST_CREATE", "Try promotions on past orders."
    PROMOTIONS_SETTINGS_READ = "PROMOTIONS_SETTINGS_READ", "See how promotions stand together."
    PROMOTIONS_SETTINGS_UPDATE = "PROMOTIONS_SETTINGS_UPDATE", "Change how promotions stand together."
    PROMOTIONS_DETAILS_FOR_CLIENT_READ = (
        "PROMOTIONS_DETAILS_FOR_CLIENT_READ",
        "See the promotions and benefits in a customer's hands.",
    )
    PROMOTIONS_DETAILS_OWN_READ = (
        "PROMOTIONS_DETAILS_OWN_READ",
        "See the promotions of the signed-in profile (profile tokens only).",
    )
    PROMOTIONS_ACTIVATION_OWN_CREATE = (
        "PROMOTIONS_ACTIVATION_OWN_CREATE",
        "Activate promotions for the signed-in profile, and take that back (profile tokens only).",
    )
    PROMOTIONS_SALE_CREATE = "PROMOTIONS_SALE_CREATE", "Price baskets of tills and issue receipt coupons."
    PROMOTIONS_ASSIGNMENT_CREATE = "PROMOTIONS_ASSIGNMENT_CREATE", "Give promotions to customers."
    PROMOTIONS_ACTIVATION_CREATE = "PROMOTIONS_ACTIVATION_CREATE", "Activate promotions for customers."
    PROMOTIONS_ACTIVATION_DELETE = "PROMOTIONS_ACTIVATION_DELETE", "Take activations of customers back."
    PROMOTIONS_REFERRAL_READ = "PROMOTIONS_REFERRAL_READ", "See whom a customer referred."
    PROMOTIONS_POINTS_READ = "PROMOTIONS_POINTS_READ", "See loyalty points of customers."
    PROMOTIONS_POINTS_CREATE = "PROMOTIONS_POINTS_CREATE", "Give loyalty points, and correct them."
    PROMOTIONS_GIFT_READ = "PROMOTIONS_GIFT_READ", "See gift cards and what is left on them."
    PROMOTIONS_GIFT_CREATE = "PROMOTIONS_GIFT_CREATE", "Put money on gift cards, and correct it."
    PROMOTIONS_HANDBILL_READ = "PROMOTIONS_HANDBILL_READ", "See personalised promotions."
    PROMOTIONS_HANDBILL_CREATE = "PROMOTIONS_HANDBILL_CREATE", "Create personalised promotions."
    PROMOTIONS_HANDBILL_UPDATE = (
        "PROMOTIONS_HANDBILL_UPDATE",
        "Change drafts of personalised promotions; pause and archive them.",
    )
    PROMOTIONS_HANDBILL_PUBLICATION_CREATE = (
        "PROMOTIONS_HANDBILL_PUBLICATION_CREATE",
        "Publish personalised promotions.",
    )
    PROMOTIONS_HANDBILL_PREVIEW_CREATE = (
        "PROMOTIONS_HANDBILL_PREVIEW_CREATE",
        "Try personalised promotions on a customer.",
    )
    PROMOTIONS_HANDBILL_PRECOMPUTATION_CREATE = (
        "PROMOTIONS_HANDBILL_PRECOMPUTATION_CREATE",
        "Make sets of offers for all customers.",
    )
    PROMOTIONS_HANDBILL_ASSIGN_CREATE = (
        "PROMOTIONS_HANDBILL_ASSIGN_CREATE",
        "Read what a customer is offered, which assigns it.",
    )
    PROMOTIONS_HANDBILL_OWN_READ = (
        "PROMOTIONS_HANDBILL_OWN_READ",
        "Read what the signed-in profile is offered, which assigns it (profile tokens only).",
    )
    PROMOTIONS_HANDBILL_RESULTS_READ = (
        "PROMOTIONS_HANDBILL_RESULTS_READ",
        "See results of personalised promotions.",
    )
    AI_MODEL_READ = "AI_MODEL_READ", "See models of the engine and their figures."
    AI_MODEL_CREATE = "AI_MODEL_CREATE", "Train models of the engine."
    AI_PROFILE_READ = "AI_PROFILE_READ", "See what the engine says of a customer."
    CATALOGS_CATALOG_READ = "CATALOGS_CATALOG_READ", "See catalogues of products and stores."
    CATALOGS_CATALOG_CREATE = "CATALOGS_CATALOG_CREATE", "Create catalogues."
    CATALOGS_CATALOG_DELETE = "CATALOGS_CATALOG_DELETE", "Delete catalogues with all their items."
    CATALOGS_ITEM_READ = "CATALOGS_ITEM_READ", "See items of catalogues."
    CATALOGS_ITEM_BATCH_CATALOG_CREATE = (
        "CATALOGS_ITEM_BATCH_CATALOG_CREATE",
        "Add and change items of catalogues in batches.",
    )
    CATALOGS_ITEM_IMPORT_CREATE = "CATALOGS_ITEM_IMPORT_CREATE", "Import items of catalogues from files."
    CATALOGS_ITEM_DELETE = "CATALOGS_ITEM_DELETE", "Remove items of catalogues."
    REPORTS_REPORT_READ = "REPORTS_REPORT_READ", "See reports, and how today goes against last week."
    JOBS_JOB_READ = "JOBS_JOB_READ", "See jobs, their progress and results."
    JOBS_JOB_CANCEL_UPDATE = "JOBS_JOB_CANCEL_UPDATE", "Cancel jobs."
    ACCOUNTS_KEY_READ = "ACCOUNTS_KEY_READ", "See API keys (never their secrets)."
    ACCOUNTS_KEY_CREATE = "ACCOUNTS_KEY_CREATE", "Create API keys."
    ACCOUNTS_KEY_UPDATE = "ACCOUNTS_KEY_UPDATE", "Change API keys."
    ACCOUNTS_KEY_DELETE = "ACCOUNTS_KEY_DELETE", "Revoke API keys."
    ACCOUNTS_MEMBER_READ = "ACCOUNTS_MEMBER_READ", "See members."
    ACCOUNTS_MEMBER_CREATE = "ACCOUNTS_MEMBER_CREATE", "Add members."
    ACCOUNTS_MEMBER_UPDATE = "ACCOUNTS_MEMBER_UPDATE", "Change members and their permissions."
    ACCOUNTS_ACTOR_READ = "ACCOUNTS_ACTOR_READ", "See what members and API keys are called."
    ACCOUNTS_WORKSPACE_READ = (
        "ACCOUNTS_WORKSPACE_READ",
        "See the workspace's name, time zone and case policy.",
    )
    ACCOUNTS_WORKSPACE_UPDATE = "ACCOUNTS_WORKSPACE_UPDATE", "Change the workspace's name and time zone."
    ACCOUNTS_AUDIT_READ = "ACCOUNTS_AUDIT_READ", "Read the audit log."


ALL: frozenset[str] = frozenset(Permission)
OWN: frozenset[str] = frozenset(
    {
        Permission.VOUCHERS_ITEM_ASSIGN_OWN_CREATE,
        Permission.VOUCHERS_ITEM_ASSIGNED_OWN_READ,
        Permission.PROMOTIONS_VALIDATION_OWN_CREATE,
        Permission.PROMOTIONS_DETAILS_OWN_READ,
        Permission.PROMOTIONS_ACTIVATION_OWN_CREATE,
        Permission.PROMOTIONS_HANDBILL_OWN_READ,
    }
)
