// Made by scripts/schema.mjs; `make types` writes it anew.
export interface paths {
    "/v1/actors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Actors
         * @description List what members and API keys are called, disabled and revoked ones too.
         */
        get: operations["listActors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ai/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Ai Models
         * @description List the engine's models with their figures, newest first.
         */
        get: operations["listAiModels"];
        put?: never;
        /**
         * Train Ai Model
         * @description Train a model now, and score all customers with it afterwards.
         */
        post: operations["trainAiModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ai/profiles/{profile_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain Ai Profile
         * @description Read what the engine expects of a customer, which promotions it ranks first, and why.
         */
        get: operations["explainAiProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alert-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Rules
         * @description List alert rules, newest first.
         */
        get: operations["listAlertRules"];
        put?: never;
        /**
         * Create Rule
         * @description Create an alert rule: which event, to whom.
         */
        post: operations["createAlertRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alert-rules/{rule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Rule
         * @description Read an alert rule.
         */
        get: operations["getAlertRule"];
        put?: never;
        post?: never;
        /**
         * Delete Rule
         * @description Delete an alert rule.
         */
        delete: operations["deleteAlertRule"];
        options?: never;
        head?: never;
        /**
         * Change Rule
         * @description Change an alert rule; what is left out stays.
         */
        patch: operations["changeAlertRule"];
        trace?: never;
    };
    "/v1/audiences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audiences
         * @description List audiences, newest first.
         */
        get: operations["listAudiences"];
        put?: never;
        /**
         * Create Audience
         * @description Save conditions on profiles under a name.
         */
        post: operations["createAudience"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audiences/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count Audience
         * @description Count the profiles that meet conditions now, for two seconds at most.
         */
        post: operations["countAudience"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audiences/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Conditions
         * @description Read the first 20 profiles that meet conditions, whether they are saved or not, oldest first.
         */
        post: operations["previewConditions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audiences/{audience_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Audience
         * @description Read an audience, archived or not.
         */
        get: operations["getAudience"];
        put?: never;
        post?: never;
        /**
         * Archive Audience
         * @description Archive an audience: its name is free again, and what names it by its id goes on.
         */
        delete: operations["archiveAudience"];
        options?: never;
        head?: never;
        /**
         * Change Audience
         * @description Change an audience; what is left out stays.
         */
        patch: operations["changeAudience"];
        trace?: never;
    };
    "/v1/audiences/{audience_id}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Audience
         * @description Read the first 20 profiles of an audience, oldest first.
         */
        post: operations["previewAudience"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit Log
         * @description List who did what, newest first.
         */
        get: operations["listAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/barcodes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Draw Barcode
         * @description Draw a code as a QR code or bars.
         */
        get: operations["drawBarcode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Campaigns
         * @description List campaigns, newest first.
         */
        get: operations["listCampaigns"];
        put?: never;
        /**
         * Create Campaign
         * @description Create a campaign as a draft.
         */
        post: operations["createCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Campaign
         * @description Read a campaign with the number of its promotions.
         */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        /**
         * Delete Campaign
         * @description Delete a campaign without promotions.
         */
        delete: operations["deleteCampaign"];
        options?: never;
        head?: never;
        /**
         * Change Campaign
         * @description Change a campaign; its promotions follow at once.
         */
        patch: operations["changeCampaign"];
        trace?: never;
    };
    "/v1/campaigns/{campaign_id}/status-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Campaign Status
         * @description Begin, pause, finish or archive a campaign, and with it all its promotions.
         */
        post: operations["changeCampaignStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Variants
         * @description List all rules, rewards, ways of access, limits, signals, nodes and triggers with their settings.
         */
        get: operations["listVariants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Catalogs
         * @description List catalogues by their names.
         */
        get: operations["listCatalogs"];
        put?: never;
        /**
         * Create Catalog
         * @description Create an empty catalogue of products or stores.
         */
        post: operations["createCatalog"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Catalog
         * @description Read a catalogue with the number of its items.
         */
        get: operations["getCatalog"];
        put?: never;
        post?: never;
        /**
         * Delete Catalog
         * @description Delete a catalogue with all its items.
         */
        delete: operations["deleteCatalog"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogs/{name}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Items
         * @description Import items of a catalogue from a table or a product feed; answers with the job that does it.
         */
        post: operations["importCatalogItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogs/{name}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Items
         * @description List items of a catalogue by their keys.
         */
        get: operations["listCatalogItems"];
        /**
         * Put Items
         * @description Add up to 1,000 items, or replace those of the same keys.
         */
        put: operations["putCatalogItems"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogs/{name}/items/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Item
         * @description Read an item of a catalogue.
         */
        get: operations["getCatalogItem"];
        put?: never;
        post?: never;
        /**
         * Delete Item
         * @description Remove an item of a catalogue.
         */
        delete: operations["deleteCatalogItem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Codes
         * @description List or look up codes by their first characters, over all pools.
         */
        get: operations["listCodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/codes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Code
         * @description Read one code.
         */
        get: operations["getCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/codes/{code}/cancellations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Code
         * @description Cancel a code for good.
         */
        post: operations["cancelCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/codes/{code}/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeem Code
         * @description Redeem a code, exactly once.
         */
        post: operations["redeemCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Connections
         * @description List connections, newest first.
         */
        get: operations["listConnections"];
        put?: never;
        /**
         * Create Connection
         * @description Store access to an outside system.
         */
        post: operations["createConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Connection
         * @description Read a connection, without its secrets.
         */
        get: operations["getConnection"];
        put?: never;
        post?: never;
        /**
         * Delete Connection
         * @description Remove a connection and its secrets.
         */
        delete: operations["deleteConnection"];
        options?: never;
        head?: never;
        /**
         * Change Connection
         * @description Rename a connection, or replace its settings and secrets.
         */
        patch: operations["changeConnection"];
        trace?: never;
    };
    "/v1/connections/{connection_id}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Connection
         * @description Sign in with a connection now, and say what the other side answered.
         */
        post: operations["testConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/event-words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Event Words
         * @description List names and params of events that came lately, as suggestions for conditions.
         */
        get: operations["listEventWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Events
         * @description List events, the latest arrival first.
         */
        get: operations["listEvents"];
        put?: never;
        /**
         * Send Event
         * @description Send an event of a profile.
         */
        post: operations["sendEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Events
         * @description Send up to 1,000 events; each stands or fails alone.
         */
        post: operations["sendEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload File
         * @description Upload a file for workflows; it stays until it is deleted.
         */
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get File
         * @description Read the name, size and checksum of an uploaded file.
         */
        get: operations["getFile"];
        put?: never;
        post?: never;
        /**
         * Delete File
         * @description Delete an uploaded file that no running workflow names.
         */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fraud-cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Fraud Cases
         * @description List cases of suspected abuse: the highest score first, or the latest decision.
         */
        get: operations["listFraudCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fraud-cases/{case_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Fraud Case
         * @description Read a case with what its signals found.
         */
        get: operations["getFraudCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fraud-cases/{case_id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide Fraud Case
         * @description Decide a case: it is abuse, or it is harmless.
         */
        post: operations["decideFraudCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fraud-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Fraud Settings
         * @description Read which signals are looked for, and from which score on a case is opened.
         */
        get: operations["getFraudSettings"];
        /**
         * Save Fraud Settings
         * @description Set which signals are looked for, and from which score on a case is opened.
         */
        put: operations["saveFraudSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gift-cards/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Gift Card
         * @description Get a gift card and what is left on it.
         */
        get: operations["getGiftCard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gift-cards/{code}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Gift Entries
         * @description List what was put on a gift card and spent from it, latest first.
         */
        get: operations["listGiftEntries"];
        put?: never;
        /**
         * Create Gift Entry
         * @description Put money on a gift card, or correct what is on it.
         */
        post: operations["createGiftEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/handbills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Handbills
         * @description List personalised promotions, newest first.
         */
        get: operations["listHandbills"];
        put?: never;
        /**
         * Create Handbill
         * @description Create a personalised promotion as a draft.
         */
        post: operations["createHandbill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/handbills/{handbill_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Handbill
         * @description Read a personalised promotion with its draft.
         */
        get: operations["getHandbill"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Handbill
         * @description Change the draft; what was published goes on until it is published again.
         */
        patch: operations["changeHandbill"];
        trace?: never;
    };
    "/v1/handbills/{handbill_id}/own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Own Set
         * @description Read what the signed-in profile is offered; the first reading assigns it.
         */
        get: operations["getOwnHandbillSet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/handbills/{handbill_id}/precomputations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Precompute Handbill
         * @description Start the job that makes sets for all customers who have none.
         */
        post: operations["precomputeHandbill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/handbills/{handbill_id}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Handbill
         * @description Show what the draft would offer a customer, and why; nothing is written.
         */
        post: operations["previewHandbill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/handbills/{handbill_id}/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Set By Identifier
         * @description Read what the customer with this identifier is offered; the first reading assigns it.
         */
        get: operations["getHandbillSetByIdentifier"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/handbills/{handbill_id}/profiles/{profile_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Set
         * @description Read what a customer is offered; the first reading assigns it.
         */
        get: operations["getHandbillSet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/handbills/{handbill_id}/publications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish Handbill
         * @description Publish the draft: new sets follow it from now on, and are made for all customers.
         */
        post: operations["publishHandbill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/handbills/{handbill_id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Results
         * @description Get what each variant and the control group did, and what the promotions changed.
         */
        get: operations["getHandbillResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/handbills/{handbill_id}/status-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Handbill Status
         * @description Pause, resume or archive a personalised promotion; sets that customers have stay theirs.
         */
        post: operations["changeHandbillStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/handbills/{handbill_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Handbill Versions
         * @description List what was published, latest first.
         */
        get: operations["listHandbillVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold Promotions
         * @description Reserve counts, budgets, codes, points and money of a cart until the order is paid.
         */
        post: operations["holdPromotions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{redemption_id}/cancellations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel
         * @description Free everything that a hold reserved.
         */
        post: operations["cancelHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{redemption_id}/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm
         * @description Make a hold a redemption; no limit can refuse it.
         */
        post: operations["confirmHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Jobs
         * @description List jobs, newest first.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Job
         * @description Read a job's progress and result.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/cancellations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Job
         * @description Stop a job at its next step; what it did so far stays.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/rejected-rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Rejected Rows
         * @description Read the first rejected rows of an import; the download has all of them.
         */
        get: operations["listRejectedRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/rejections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download Rejections
         * @description Download the rejected rows of an import, with row, column, value and reason added.
         */
        get: operations["downloadRejections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download Result
         * @description Download the result file of a job.
         */
        get: operations["downloadResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Keys
         * @description List API keys, newest first, revoked ones too.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Create Key
         * @description Create an API key; its secret is in this answer and never shown again.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Key
         * @description Read an API key.
         */
        get: operations["getKey"];
        put?: never;
        post?: never;
        /**
         * Revoke Key
         * @description Revoke an API key for good.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        /**
         * Change Key
         * @description Change an API key; what is left out stays.
         */
        patch: operations["changeKey"];
        trace?: never;
    };
    "/v1/keys/{key_id}/rotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate Key
         * @description Replace an API key by a new one with the same settings; the old secret works on for a while.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Members
         * @description List members, newest first, disabled ones too.
         */
        get: operations["listMembers"];
        put?: never;
        /**
         * Create Member
         * @description Add a member, who can sign in at once.
         */
        post: operations["createMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Oneself
         * @description Change one's own name.
         */
        patch: operations["changeOneself"];
        trace?: never;
    };
    "/v1/members/current/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Own Password
         * @description Change one's own password; all other sessions end.
         */
        put: operations["changeOwnPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/current/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew Recovery Codes
         * @description Make new recovery codes; those from before work no longer.
         */
        post: operations["renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/current/second-step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Second Step
         * @description Make a secret for one's authenticator app; signing in asks for codes once one is confirmed.
         */
        post: operations["beginSecondStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/current/second-step/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm Second Step
         * @description Show that the app works: from now on signing in asks for its codes, and all other sessions end.
         */
        post: operations["confirmSecondStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/current/second-step/removals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove Own Second Step
         * @description Sign in by password alone from now on.
         */
        post: operations["removeOwnSecondStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Member
         * @description Read a member.
         */
        get: operations["getMember"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Member
         * @description Change a member; a disabled one is signed out everywhere.
         */
        patch: operations["changeMember"];
        trace?: never;
    };
    "/v1/members/{member_id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Password
         * @description Give a member a new password; all his sessions end.
         */
        put: operations["setMemberPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member_id}/second-step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Second Step
         * @description Take away the second step of a member who lost telephone and recovery codes; all his sessions end.
         */
        delete: operations["removeMemberSecondStep"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/message-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Templates
         * @description List mail templates, newest first.
         */
        get: operations["listMessageTemplates"];
        put?: never;
        /**
         * Create Template
         * @description Create a mail template.
         */
        post: operations["createMessageTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/message-templates/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Draft
         * @description Show how a mail that is being written comes out for one customer; nothing is kept or drawn.
         */
        post: operations["previewMailDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/message-templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Template
         * @description Read a mail template as it is now.
         */
        get: operations["getMessageTemplate"];
        put?: never;
        post?: never;
        /**
         * Delete Template
         * @description Delete a mail template.
         */
        delete: operations["deleteMessageTemplate"];
        options?: never;
        head?: never;
        /**
         * Change Template
         * @description Change a mail template; what is left out stays, and what it said is kept as a revision.
         */
        patch: operations["changeMessageTemplate"];
        trace?: never;
    };
    "/v1/message-templates/{template_id}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Template
         * @description Show how a mail comes out for one customer; no code is drawn.
         */
        post: operations["previewMessageTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/message-templates/{template_id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Revisions
         * @description List what a mail template said, the latest first.
         */
        get: operations["listMessageTemplateRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/message-templates/{template_id}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Test
         * @description Send the mail to yourself now, with samples in place of codes.
         */
        post: operations["testMessageTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Messages
         * @description List messages with how far they are, newest first.
         */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/bounces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report Bounce
         * @description Report a mail that came back, or was called spam.
         */
        post: operations["reportBounce"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/retries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Messages
         * @description Send all messages again that failed and were made since a moment, 10,000 at a time.
         */
        post: operations["retryFailedMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{message_id}/retries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Message
         * @description Send a failed message again.
         */
        post: operations["retryMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List All Orders
         * @description List orders, the latest first.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Save Many Orders
         * @description Keep up to 1,000 paid orders by their ids, all or none.
         */
        post: operations["saveOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return An Order
         * @description Note that an order, or some of it, was given back; redemptions are rolled back on their own.
         */
        post: operations["returnOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get One Order
         * @description Read an order.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Overview
         * @description See what needs somebody now: each part that the caller's permissions let him see.
         */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/overview/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Today
         * @description Compare today with the same weekday last week, up to the same time of the clock.
         */
        get: operations["getToday"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Permissions
         * @description List every permission with what it opens, and whether the caller has it.
         */
        get: operations["listPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Pools
         * @description List pools with their counts, newest first.
         */
        get: operations["listPools"];
        put?: never;
        /**
         * Create Pool
         * @description Create a pool.
         */
        post: operations["createPool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Pool
         * @description Read a pool with its counts.
         */
        get: operations["getPool"];
        put?: never;
        post?: never;
        /**
         * Delete Pool
         * @description Delete a pool of which no code was handed out.
         */
        delete: operations["deletePool"];
        options?: never;
        head?: never;
        /**
         * Change Pool
         * @description Change settings of a pool; what is left out stays.
         */
        patch: operations["changePool"];
        trace?: never;
    };
    "/v1/pools/{pool_id}/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign Code
         * @description Hand out one code of a pool to a profile.
         */
        post: operations["assignCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool_id}/assignments/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Give Code Back
         * @description Take an assigned code back; it will be handed out again.
         */
        delete: operations["giveCodeBack"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool_id}/bulk-assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign Codes In Bulk
         * @description Hand out a code to each of many profiles; the job's result file tells who got which.
         */
        post: operations["assignCodesInBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool_id}/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Pool Codes
         * @description List the codes of a pool in the order they are handed out.
         */
        get: operations["listPoolCodes"];
        put?: never;
        /**
         * Add Code
         * @description Add one code by hand.
         */
        post: operations["addCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool_id}/codes.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Pool Codes
         * @description Export the codes of a pool as CSV, in the order they are handed out.
         */
        get: operations["exportCodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool_id}/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate Codes
         * @description Generate random codes; a warning in the job's progress tells when they are easy to guess.
         */
        post: operations["generateCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Pool History
         * @description Read what a pool held at the end of each day, and what was handed out and redeemed.
         */
        get: operations["getPoolHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool_id}/import-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Import
         * @description Tell what a file looks like, what its columns would be taken for, and what is wrong; keeps nothing.
         */
        post: operations["previewImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool_id}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Imports
         * @description List the latest imports and generations of a pool.
         */
        get: operations["listImports"];
        put?: never;
        /**
         * Import Codes
         * @description Import codes from a file; answers with the job that does it.
         */
        post: operations["importCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool_id}/imports/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Undo Import
         * @description Take back all codes of an import or generation, as long as none of them was used.
         */
        delete: operations["undoImport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profile-words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Profile Words
         * @description List attributes and tags that profiles have, as suggestions for conditions.
         */
        get: operations["listProfileWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Profiles
         * @description List profiles, oldest first, by identifier, tag and attributes; or search them by how they begin.
         */
        get: operations["listProfiles"];
        put?: never;
        /**
         * Save Profile
         * @description Create a profile, or change the one that the identifiers name.
         */
        post: operations["saveProfile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Save Profiles
         * @description Create or change up to 1,000 profiles; each item stands or fails alone.
         */
        post: operations["saveProfiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/event-import-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Event Import
         * @description Tell what the columns of a file of events would be taken for; keeps nothing.
         */
        post: operations["previewEventImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/event-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Events
         * @description Import events of profiles from a file; answers with the job that does it.
         */
        post: operations["importEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/import-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Profile Import
         * @description Tell what the columns of a file of profiles would be taken for; keeps nothing.
         */
        post: operations["previewProfileImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Profiles
         * @description Import profiles from a file; answers with the job that does it.
         */
        post: operations["importProfiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profile_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Profile
         * @description Read a profile.
         */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        /**
         * Erase Profile
         * @description Erase everything personal about a profile; its codes and counts keep only its number.
         */
        delete: operations["eraseProfile"];
        options?: never;
        head?: never;
        /**
         * Change Profile
         * @description Change a profile; what is left out stays, null deletes.
         */
        patch: operations["changeProfile"];
        trace?: never;
    };
    "/v1/profiles/{profile_id}/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Profile Codes
         * @description List the codes that a profile was given.
         */
        get: operations["listProfileCodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profile_id}/points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Points
         * @description Get a customer's points, and what of them is lost soon.
         */
        get: operations["getPoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profile_id}/points/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Points Entries
         * @description List what came to and went from a customer's points, latest first.
         */
        get: operations["listPointsEntries"];
        put?: never;
        /**
         * Create Points Entry
         * @description Give points to a customer, or correct them.
         */
        post: operations["createPointsEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profile_id}/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Profile Promotions
         * @description List the promotions that a customer was given or activated, latest made first.
         */
        get: operations["listProfilePromotions"];
        put?: never;
        /**
         * Assign Promotions
         * @description Give promotions to a customer.
         */
        post: operations["assignPromotions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profile_id}/promotions/{promotion_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Profile Promotion
         * @description Get how a customer stands to a promotion.
         */
        get: operations["getProfilePromotion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profile_id}/promotions/{promotion_id}/activations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Activate Promotion
         * @description Activate a promotion for a customer, who pays its price in points.
         */
        post: operations["activatePromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profile_id}/promotions/{promotion_id}/activations/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deactivate Promotion
         * @description Take a customer's unused activation back; its points come back too.
         */
        delete: operations["deactivatePromotion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profile_id}/referrals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Referrals
         * @description List whom a customer referred by his codes, and what he earned by it.
         */
        get: operations["listReferrals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profile_id}/wallet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Wallet
         * @description Get all that a customer holds, what ends first standing first.
         */
        get: operations["getWallet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotion-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Settings
         * @description Read how promotions of the workspace stand together.
         */
        get: operations["getPromotionSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Settings
         * @description Change how promotions of the workspace stand together; what is left out stays.
         */
        patch: operations["changePromotionSettings"];
        trace?: never;
    };
    "/v1/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Promotions
         * @description List promotions, newest first.
         */
        get: operations["listPromotions"];
        put?: never;
        /**
         * Create Promotion
         * @description Create a promotion as a draft.
         */
        post: operations["createPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/import-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Promotion Import
         * @description Tell what the columns of a file of promotions would be taken for; keeps nothing.
         */
        post: operations["previewPromotionImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Imports
         * @description List the latest imports of promotions.
         */
        get: operations["listPromotionImports"];
        put?: never;
        /**
         * Import Promotions
         * @description Import promotions from a file, published as its rows say; answers with the job that does it.
         */
        post: operations["importPromotions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/product-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Selection
         * @description Show the articles of the catalogues that a selection of a rule or reward means.
         */
        post: operations["previewProducts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tags
         * @description List the tags that promotions may have, by their names.
         */
        get: operations["listPromotionTags"];
        put?: never;
        /**
         * Create Tag
         * @description Add a tag to the list.
         */
        post: operations["createPromotionTag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/tags/{tag}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Tag
         * @description Take a tag off the list that no promotion carries.
         */
        delete: operations["deletePromotionTag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/{promotion_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Promotion
         * @description Read a promotion with its draft.
         */
        get: operations["getPromotion"];
        put?: never;
        post?: never;
        /**
         * Delete Promotion
         * @description Delete a promotion that was never published; any other is archived.
         */
        delete: operations["deletePromotion"];
        options?: never;
        head?: never;
        /**
         * Change Promotion
         * @description Change the draft; what was published goes on until it is published again.
         */
        patch: operations["changePromotion"];
        trace?: never;
    };
    "/v1/promotions/{promotion_id}/back-tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Back Test Promotion
         * @description Try a promotion on past orders: what it would have cost, who would have got it; the job tells.
         */
        post: operations["backTestPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/{promotion_id}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Promotion
         * @description Tell everything that keeps the draft from being published.
         */
        post: operations["checkPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/{promotion_id}/copies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy Promotion
         * @description Make a draft that is like the draft of this promotion.
         */
        post: operations["copyPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/{promotion_id}/publications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish Promotion
         * @description Publish the draft: carts get it from now on.
         */
        post: operations["publishPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/{promotion_id}/status-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Promotion Status
         * @description Pause, hide, finish or archive a promotion, or let it go on.
         */
        post: operations["changePromotionStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/{promotion_id}/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try On Cart
         * @description Tell what a cart would get if the draft were published, and why not; nothing is counted or kept.
         */
        post: operations["tryPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/{promotion_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Versions
         * @description List published versions, latest first.
         */
        get: operations["listPromotionVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/qualifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Qualifications
         * @description List what a customer could use now, best first, before anything is in the cart.
         */
        get: operations["listQualifications"];
        put?: never;
        /**
         * Qualify Cart
         * @description List what a customer could use now with this cart, best first.
         */
        post: operations["qualifyCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/qualifications/own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Qualify Own Cart
         * @description List what the signed-in customer (or, with a profile key, a stranger) could use now.
         */
        post: operations["qualifyOwnCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recipient-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Lists
         * @description List recipient lists, newest first.
         */
        get: operations["listRecipientLists"];
        put?: never;
        /**
         * Create List
         * @description Save a list of e-mail addresses.
         */
        post: operations["createRecipientList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recipient-lists/{list_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get List
         * @description Read a recipient list.
         */
        get: operations["getRecipientList"];
        put?: never;
        post?: never;
        /**
         * Delete List
         * @description Delete a recipient list.
         */
        delete: operations["deleteRecipientList"];
        options?: never;
        head?: never;
        /**
         * Change List
         * @description Change a recipient list; what is left out stays.
         */
        patch: operations["changeRecipientList"];
        trace?: never;
    };
    "/v1/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Redemptions
         * @description List redemptions and holds, newest first.
         */
        get: operations["listRedemptions"];
        put?: never;
        /**
         * Redeem Promotions
         * @description Redeem the promotions of a cart in one step; what is refused is told with its reason.
         */
        post: operations["redeemPromotions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{redemption_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Redemption
         * @description Read a redemption or a hold, with its order and what was done to it.
         */
        get: operations["getRedemption"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{redemption_id}/rollbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll Back Redemption
         * @description Take a redemption back, whole or by the lines that were returned, however old it is.
         */
        post: operations["rollBackRedemption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rejections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List All Rejections
         * @description List what was refused, the latest first.
         */
        get: operations["listRejections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rejections.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export All Rejections
         * @description Export what was refused as CSV, the latest first.
         */
        get: operations["exportRejections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rejections/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Summarize All Rejections
         * @description Count what was refused by reason and day, of the last 30 days unless `since` says otherwise.
         */
        get: operations["summarizeRejections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Codes
         * @description Count codes by state at the end of each day, and how each pool stood in the end.
         */
        get: operations["reportCodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Points
         * @description Count points granted, spent and expired by day.
         */
        get: operations["reportPoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Promotions
         * @description Compare promotions by redemptions, customers, discount and revenue.
         */
        get: operations["reportPromotions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Redemptions
         * @description Count redemptions, refused attempts, discount and revenue by day.
         */
        get: operations["reportRedemptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Roles
         * @description List presets of permissions for members and keys; the permissions given remain the truth.
         */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search
         * @description Find codes, customers, pools, promotions and more: all that the caller's permissions let him see.
         */
        get: operations["searchEverything"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Own Sessions
         * @description List one's own sessions, the last used first.
         */
        get: operations["listOwnSessions"];
        put?: never;
        /**
         * Sign In
         * @description Sign in; the session travels in a cookie, and `csrf_token` must come with every change.
         */
        post: operations["signIn"];
        /**
         * Sign Out Everywhere
         * @description Sign out of every session, on every device.
         */
        delete: operations["signOutEverywhere"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Session
         * @description Tell who is signed in, with the CSRF token of the session.
         */
        get: operations["getSession"];
        put?: never;
        post?: never;
        /**
         * Sign Out
         * @description Sign out of this session.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Session
         * @description End one of one's own sessions, such as that of a lost machine.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/set-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Set Up
         * @description Tell whether this server waits for its first workspace.
         */
        get: operations["getSetUp"];
        put?: never;
        /**
         * Set Up Server
         * @description Make the first workspace of a server with the code of its log, and sign its first member in.
         */
        post: operations["setUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sms-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sms Accounts
         * @description List SMS accounts, newest first.
         */
        get: operations["listSmsAccounts"];
        put?: never;
        /**
         * Create Sms Account
         * @description Add an SMS account.
         */
        post: operations["createSmsAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sms-accounts/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Sms Account
         * @description Remove an SMS account.
         */
        delete: operations["deleteSmsAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sms-accounts/{account_id}/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Make Default
         * @description Send the workspace's text messages through this account.
         */
        put: operations["makeSmsAccountDefault"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sms-accounts/{account_id}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Test Text
         * @description Send a test text now, and say what the gateway answered.
         */
        post: operations["testSmsAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/smtp-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Smtp Accounts
         * @description List e-mail accounts, newest first.
         */
        get: operations["listSmtpAccounts"];
        put?: never;
        /**
         * Create Smtp Account
         * @description Add an e-mail account.
         */
        post: operations["createSmtpAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/smtp-accounts/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Smtp Account
         * @description Remove an e-mail account.
         */
        delete: operations["deleteSmtpAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/smtp-accounts/{account_id}/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Make Default
         * @description Send the workspace's mails through this account.
         */
        put: operations["makeSmtpAccountDefault"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/smtp-accounts/{account_id}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Test Mail
         * @description Send a test mail now, and say what the mail server answered.
         */
        post: operations["testSmtpAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Suppressions
         * @description List the addresses that get no marketing, newest first.
         */
        get: operations["listSuppressions"];
        put?: never;
        /**
         * Create Suppression
         * @description Keep marketing from an address.
         */
        post: operations["createSuppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions/{suppression_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Suppression
         * @description Let marketing reach an address again.
         */
        delete: operations["deleteSuppression"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transformations/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Transformation
         * @description Try a transformation on the first rows of a file, or on given rows; keeps nothing.
         */
        post: operations["previewTransformation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/validations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Validate Cart
         * @description Tell which promotions a cart would get, and why not the others; nothing is reserved or counted.
         */
        post: operations["validateCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/validations/own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Validate Own Cart
         * @description Tell the signed-in customer (or, with a profile key, a stranger) which promotions a cart would get.
         */
        post: operations["validateOwnCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Webhook Secret
         * @description Read the secret that outgoing webhooks are signed with.
         */
        get: operations["getWebhookSecret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Webhooks
         * @description List webhooks, newest first.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Create Webhook
         * @description Have events posted to an address; its secret is shown this once.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Webhook
         * @description Read a webhook.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete Webhook
         * @description Delete a webhook.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change Webhook
         * @description Change a webhook, or switch it on again; what is left out stays.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Deliveries
         * @description List what was posted to a webhook and what it answered, newest first.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay Delivery
         * @description Post a delivery once more, under the same id.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate Secret
         * @description Make a new secret, shown this once; the one before it signs as well for a day.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Test
         * @description Post a test to the address now, and say what it answered.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflow-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Templates
         * @description List the workflows that come with Largesse, to begin with.
         */
        get: operations["listWorkflowTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Workflows
         * @description List workflows, newest first.
         */
        get: operations["listWorkflows"];
        put?: never;
        /**
         * Create Workflow
         * @description Create a workflow as a draft.
         */
        post: operations["createWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Workflow
         * @description Read a workflow with its draft.
         */
        get: operations["getWorkflow"];
        put?: never;
        post?: never;
        /**
         * Delete Workflow
         * @description Delete a workflow that does not run.
         */
        delete: operations["deleteWorkflow"];
        options?: never;
        head?: never;
        /**
         * Change Workflow
         * @description Change the draft; what runs stays as it was published.
         */
        patch: operations["changeWorkflow"];
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Workflow
         * @description Tell everything that keeps the draft from being published.
         */
        post: operations["checkWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * View Counts
         * @description Tell how many journeys came to each node of a version in the last hours, and what became of them.
         */
        get: operations["getWorkflowCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/journeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Journeys
         * @description List the journeys at a node of a version, newest first, as far as their steps are kept.
         */
        get: operations["listNodeJourneys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/pauses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause Workflow
         * @description Freeze every journey where it stands.
         */
        post: operations["pauseWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview
         * @description Show how the texts of a node's settings come out for one customer; nothing is sent or drawn.
         */
        post: operations["previewWorkflowNode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/publications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish Workflow
         * @description Publish the draft: it runs from now on, and journeys under way end on their own version.
         */
        post: operations["publishWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/resumptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume Workflow
         * @description Let a paused workflow go on.
         */
        post: operations["resumeWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Runs
         * @description List the runs of a workflow, newest first.
         */
        get: operations["listRuns"];
        put?: never;
        /**
         * Start Run
         * @description Begin a run now.
         */
        post: operations["startRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Run
         * @description Read a run with the counts of its nodes.
         */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/runs/{run_id}/journeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Journeys
         * @description List the journeys of a run in the order they began.
         */
        get: operations["listJourneys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/runs/{run_id}/journeys/{journey_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Journey
         * @description Read the way of one journey: its steps with events and rendered values, and its errors.
         */
        get: operations["getJourney"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Schedules
         * @description Tell when the workflow's runs begin.
         */
        get: operations["listWorkflowSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/stops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Workflow
         * @description End every journey of the workflow.
         */
        post: operations["stopWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Walk Profile
         * @description Walk a profile through the draft: waits are skipped, nothing is kept or counted.
         */
        post: operations["testWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{workflow_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Versions
         * @description List published versions with the addresses of their Incoming Integrations.
         */
        get: operations["listWorkflowVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Workspace
         * @description Read the workspace the key or member belongs to.
         */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Workspace
         * @description Change name or time zone of the workspace.
         */
        patch: operations["changeWorkspace"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Activation
         * @description That the customer must take the promotion before it is good, as in an app.
         */
        Activation: {
            /**
             * Lasts
             * @description How long it stays usable after activation.
             */
            lasts?: string | null;
            /**
             * Most
             * @description Activations in all, within `within`.
             */
            most?: number | null;
            /**
             * Points
             * @description Its price in loyalty points.
             * @default 0
             */
            points: number;
            /**
             * Uses
             * @description Redemptions for one activation.
             * @default 1
             */
            uses: number;
            /**
             * Within
             * @description The window of `most`; null: ever.
             */
            within?: string | null;
        };
        /**
         * ActorPage
         * @description A page of members and keys, by their labels.
         */
        ActorPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["ActorView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ActorView
         * @description A member or API key by name: what logs and lists of who did something have of them is the label.
         */
        ActorView: {
            /**
             * Actor
             * @description The label.
             * @example member:01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60
             */
            actor: string;
            /**
             * Ended
             * @description Whether the member is disabled, or the key revoked.
             */
            ended: boolean;
            /**
             * Name
             * @description What it is called now; a member without a name by the e-mail.
             */
            name: string;
        };
        /**
         * AddPoints
         * @description Loyalty points.
         */
        AddPoints: {
            /** Points */
            points: number;
            /**
             * Type
             * @constant
             */
            type: "AddPoints";
        };
        /**
         * AddTag
         * @description The customer's profile gets a tag, by which audiences find it.
         */
        AddTag: {
            /**
             * Tag
             * @description The tag.
             * @example vip
             */
            tag: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "add_tag";
        };
        /**
         * AdditionalItem
         * @description A coupon that was scanned.
         */
        AdditionalItem: {
            /**
             * Code
             * @example SPRING-7KQ2-X9FD
             */
            code: string;
            /** Seqno */
            seqNo: number;
            /**
             * Type
             * @constant
             */
            type: "COUPON";
        };
        /**
         * AdditionalItemResult
         * @description A scanned coupon, and whether it is good for this basket.
         */
        AdditionalItemResult: {
            /**
             * Code
             * @example SPRING-7KQ2-X9FD
             */
            code: string;
            /** Seqno */
            seqNo: number;
            /**
             * Status
             * @enum {string}
             */
            status: "VALID" | "INVALID";
            /**
             * Type
             * @constant
             */
            type: "COUPON";
        };
        /**
         * AgreementCondition
         * @description Whether the customer agreed to be reached this way; never having said so is not agreeing.
         */
        AgreementCondition: {
            /**
             * Channel
             * @description The way to reach him.
             * @enum {string}
             */
            channel: "email" | "sms" | "push" | "web_push" | "bluetooth" | "rfid" | "wifi";
            /**
             * Granted
             * @description Whether he agreed to it.
             * @default true
             */
            granted: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "agreement";
        };
        /**
         * Agreements
         * @description Booleans; "true", "false", 1 and 0 do as well, null resets.
         */
        "Agreements-Output": {
            /** Bluetooth */
            bluetooth?: boolean | null;
            /** Email */
            email?: boolean | null;
            /** Push */
            push?: boolean | null;
            /** Rfid */
            rfid?: boolean | null;
            /** Sms */
            sms?: boolean | null;
            /** Webpush */
            webPush?: boolean | null;
            /** Wifi */
            wifi?: boolean | null;
        };
        /**
         * AiModelInput
         * @description Trains a model now.
         * @example {
         *       "seed": 20
         *     }
         */
        AiModelInput: {
            /**
             * Seed
             * @description Decides all draws: the same seed on the same data gives the same model.
             * @default 20
             */
            seed: number;
        };
        /**
         * AiModelPage
         * @description A page of models, newest first.
         */
        AiModelPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["AiModelView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AiModelView
         * @description A model, what it was trained on, and how good it was on the last week, which was held back.
         */
        AiModelView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Data
             * @description Customers, lines and promotions it was trained on.
             */
            data: {
                [key: string]: unknown;
            };
            /**
             * Error
             * @description Why there is no model.
             */
            error: string | null;
            /**
             * Figures
             * @description For each engine (`engine` is ours) NDCG@6, recall, hit rate and more as mean, low and high (95 %); `ahead`: our NDCG minus that of each other, paired. Empty when nothing could be judged.
             */
            figures: {
                [key: string]: unknown;
            };
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Is Kept
             * @description Whether its file is still there; that of the newest three is.
             */
            is_kept: boolean;
            /**
             * Kind
             * @enum {string}
             */
            kind: "ranking" | "value" | "propensity";
            /** Ready At */
            ready_at: string | null;
            /** Seed */
            seed: number;
            /**
             * State
             * @enum {string}
             */
            state: "training" | "ready" | "failed";
            /**
             * Trained To
             * @description Nothing from that moment on was looked at.
             */
            trained_to: string | null;
        };
        /**
         * AiProfileView
         * @description What the engine says of a customer, and why.
         */
        AiProfileView: {
            /**
             * Model Id
             * @description null: no model could be used.
             */
            model_id: string | null;
            /** Profile Id */
            profile_id: number;
            /**
             * Promotions
             * @description Best first.
             */
            promotions: components["schemas"]["AiRankedView"][];
            /** @description null: not scored yet. */
            scores: components["schemas"]["AiScoresView"] | null;
            /**
             * Stage
             * @description Which part of the engine chose: what sells, own purchases, or the trained ranker.
             * @enum {string}
             */
            stage: "trend" | "frequency" | "ranker";
        };
        /**
         * AiRankedView
         * @description A promotion in a customer's ranking.
         */
        AiRankedView: {
            /**
             * Promotion Id
             * Format: uuid
             */
            promotion_id: string;
            /**
             * Reasons
             * @description What lifts it most.
             * @example [
             *       "bought 5 times in the last 90 days"
             *     ]
             */
            reasons: string[];
            /**
             * Score
             * @description Only comparable within this ranking.
             */
            score: number;
        };
        /**
         * AiScoresView
         * @description What the engine expects of a customer.
         */
        AiScoresView: {
            /**
             * Due
             * @description Days since the last purchase over the customer's own interval; above 1: overdue.
             */
            due: number | null;
            /** Horizon Days */
            horizon_days: number;
            /**
             * Propensity
             * @description Probability to redeem a promotion that is given.
             */
            propensity: number | null;
            /**
             * Purchases
             * @description Shopping days in the next `horizon_days`.
             */
            purchases: number | null;
            /**
             * Scored At
             * Format: date-time
             */
            scored_at: string;
            /**
             * Spend
             * @description Minor units of the workspace's currency in that time.
             */
            spend: number | null;
        };
        /**
         * AlertEvent
         * @description What one can be told of; listeners.sql lists the same.
         * @enum {string}
         */
        AlertEvent: "pool.low" | "pool.empty" | "pool.expires_soon" | "pool.refilled";
        /**
         * AlertRuleInput
         * @description A new rule: which event, to whom. Only pools with an alert of their own are watched.
         */
        AlertRuleInput: {
            /**
             * Active
             * @default true
             */
            active: boolean;
            /**
             * Emails
             * @default []
             */
            emails: string[];
            event: components["schemas"]["AlertEvent"];
            /**
             * Name
             * @example Tell the shop team
             */
            name: string;
            /** Webhook Url */
            webhook_url?: string | null;
        };
        /**
         * AlertRulePage
         * @description A page of alert rules, newest first.
         */
        AlertRulePage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["AlertRuleView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AlertRulePatch
         * @description Changes of a rule; what is left out stays, `webhook_url: null` removes it.
         */
        AlertRulePatch: {
            /** Active */
            active?: boolean | null;
            /** Emails */
            emails?: string[] | null;
            event?: components["schemas"]["AlertEvent"] | null;
            /** Name */
            name?: string | null;
            /** Webhook Url */
            webhook_url?: string | null;
        };
        /**
         * AlertRuleView
         * @description An alert rule.
         */
        AlertRuleView: {
            /** Active */
            active: boolean;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Emails */
            emails: string[];
            event: components["schemas"]["AlertEvent"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Webhook Url */
            webhook_url: string | null;
        };
        /**
         * AliasAccounts
         * @description Several customers whose mail arrives in one mailbox redeem promotions meant for one each.
         *
         *     `ada+1@example.com` and `ada+2@example.com` are one mailbox, and so are `a.da@gmail.com` and
         *     `ada@gmail.com`. Customers who redeemed within 30 days are counted; the case names the oldest of them.
         */
        AliasAccounts: {
            /**
             * Customers
             * @description So many customers of one mailbox.
             * @default 3
             */
            customers: number;
            /**
             * Points
             * @description What it adds to the score of a case once its threshold is reached; up to twice as much the further it is passed.
             * @default 60
             */
            points: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "alias_accounts";
        };
        /**
         * AllFilter
         * @description All of these hold.
         */
        "AllFilter-Input": {
            /**
             * Filters
             * @description The filters.
             */
            filters: components["schemas"]["AnyFilter-Input"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "all";
        };
        /**
         * AllFilter
         * @description All of these hold.
         */
        "AllFilter-Output": {
            /**
             * Filters
             * @description The filters.
             */
            filters: components["schemas"]["AnyFilter-Output"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "all";
        };
        /**
         * AmountsView
         * @description An amount before and after.
         */
        AmountsView: {
            /** Discount */
            discount: number;
            /** Final */
            final: number;
            /** Initial */
            initial: number;
        };
        "AnyFilter-Input": components["schemas"]["TagsFilter"] | components["schemas"]["PromotionsFilter"] | components["schemas"]["NameFilter"] | components["schemas"]["ParamFilter"] | components["schemas"]["CategoryFilter"] | components["schemas"]["DiscountFilter"] | components["schemas"]["CampaignFilter"] | components["schemas"]["AllFilter-Input"] | components["schemas"]["EitherFilter-Input"] | components["schemas"]["NotFilter-Input"];
        "AnyFilter-Output": components["schemas"]["TagsFilter"] | components["schemas"]["PromotionsFilter"] | components["schemas"]["NameFilter"] | components["schemas"]["ParamFilter"] | components["schemas"]["CategoryFilter"] | components["schemas"]["DiscountFilter"] | components["schemas"]["CampaignFilter"] | components["schemas"]["AllFilter-Output"] | components["schemas"]["EitherFilter-Output"] | components["schemas"]["NotFilter-Output"];
        "AnyRule-Input": components["schemas"]["Weekdays"] | components["schemas"]["Hours"] | components["schemas"]["DateRange"] | components["schemas"]["RecurringWindow"] | components["schemas"]["OrderMinimum"] | components["schemas"]["OrderMaximum"] | components["schemas"]["ItemCount"] | components["schemas"]["OrderMetadata"] | components["schemas"]["CurrencyIs"] | components["schemas"]["ShippingMethod"] | components["schemas"]["PaymentMethod"] | components["schemas"]["Channel"] | components["schemas"]["Store"] | components["schemas"]["Country"] | components["schemas"]["Postcode"] | components["schemas"]["Area"] | components["schemas"]["Products-Input"] | components["schemas"]["ItemPrice"] | components["schemas"]["NoReducedItems"] | components["schemas"]["CustomerKnown"] | components["schemas"]["CustomerMatches-Input"] | components["schemas"]["CustomerTag"] | components["schemas"]["Audience"] | components["schemas"]["largesse__promotions__rules__new_customer__NewCustomer"] | components["schemas"]["OrderNumber"] | components["schemas"]["DaysSinceLastOrder"] | components["schemas"]["EventCount"] | components["schemas"]["PointsBalance"] | components["schemas"]["LoyaltyTier"] | components["schemas"]["Birthday"] | components["schemas"]["CodeAge"] | components["schemas"]["CodeHolder"] | components["schemas"]["NotReferrer"] | components["schemas"]["ApiKeys"] | components["schemas"]["Members"] | components["schemas"]["largesse__promotions__tree__AllOf-Input"] | components["schemas"]["largesse__promotions__tree__AnyOf-Input"] | components["schemas"]["largesse__promotions__tree__NotOf-Input"];
        "AnyRule-Output": components["schemas"]["Weekdays"] | components["schemas"]["Hours"] | components["schemas"]["DateRange"] | components["schemas"]["RecurringWindow"] | components["schemas"]["OrderMinimum"] | components["schemas"]["OrderMaximum"] | components["schemas"]["ItemCount"] | components["schemas"]["OrderMetadata"] | components["schemas"]["CurrencyIs"] | components["schemas"]["ShippingMethod"] | components["schemas"]["PaymentMethod"] | components["schemas"]["Channel"] | components["schemas"]["Store"] | components["schemas"]["Country"] | components["schemas"]["Postcode"] | components["schemas"]["Area"] | components["schemas"]["Products-Output"] | components["schemas"]["ItemPrice"] | components["schemas"]["NoReducedItems"] | components["schemas"]["CustomerKnown"] | components["schemas"]["CustomerMatches-Output"] | components["schemas"]["CustomerTag"] | components["schemas"]["Audience"] | components["schemas"]["NewCustomer-Output"] | components["schemas"]["OrderNumber"] | components["schemas"]["DaysSinceLastOrder"] | components["schemas"]["EventCount"] | components["schemas"]["PointsBalance"] | components["schemas"]["LoyaltyTier"] | components["schemas"]["Birthday"] | components["schemas"]["CodeAge"] | components["schemas"]["CodeHolder"] | components["schemas"]["NotReferrer"] | components["schemas"]["ApiKeys"] | components["schemas"]["Members"] | components["schemas"]["largesse__promotions__tree__AllOf-Output"] | components["schemas"]["largesse__promotions__tree__AnyOf-Output"] | components["schemas"]["largesse__promotions__tree__NotOf-Output"];
        /**
         * ApiKeys
         * @description The call is made with one of these API keys, such as that of one till.
         */
        ApiKeys: {
            /**
             * Ids
             * @description Their ids.
             */
            ids: string[];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "api_keys";
        };
        /**
         * Area
         * @description The customer is in one of these areas, by the place that the order sends.
         */
        Area: {
            /**
             * Areas
             * @description Circles and polygons.
             */
            areas: (components["schemas"]["Circle"] | components["schemas"]["Polygon"])[];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "area";
        };
        /**
         * ArmView
         * @description A variant or the control group, from the first exposure of each customer on; money in minor units.
         */
        ArmView: {
            /**
             * Activated
             * @description Customers who activated one of theirs, also if they took it back.
             */
            activated: number;
            /**
             * Assigned
             * @description Customers who were assigned at least one promotion.
             */
            assigned: number;
            /**
             * Buyers
             * @description Customers with an order, with or without a promotion.
             */
            buyers: number;
            /**
             * Customers
             * @description Who was exposed: had a first look, or would have had one.
             */
            customers: number;
            /**
             * Discount
             * @description What the assigned promotions took off, less what was rolled back.
             */
            discount: number;
            /**
             * Expected Customers
             * @description How many its shares promise.
             */
            expected_customers: number | null;
            /** Is Control */
            is_control: boolean;
            /**
             * Purchases
             * @description Orders, those that were given back whole left out.
             */
            purchases: number;
            /**
             * Redeemed
             * @description Customers who redeemed one of theirs and did not give it back.
             */
            redeemed: number;
            /**
             * Redemption Rate
             * @description `redeemed` in `customers`.
             */
            redemption_rate: number;
            /**
             * Revenue
             * @description What all orders brought: less discounts and returns.
             */
            revenue: number;
            /** Revenue Per Customer */
            revenue_per_customer: number;
            /**
             * Share
             * @description Its share now, in parts of 10,000.
             */
            share: number;
            /** @description Null for the arm that others are compared with. */
            uplift: components["schemas"]["ComparisonView"] | null;
            /**
             * Variant
             * @description Null: the control group.
             */
            variant: string | null;
        };
        /**
         * ArrayContains
         * @description The value is a list, and this is one of its elements.
         */
        ArrayContains: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "array_contains";
            /**
             * Value
             * @description The element.
             */
            value: string;
        };
        /**
         * ArrayContainsAll
         * @description The value is a list with all of these elements.
         */
        ArrayContainsAll: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "array_contains_all";
            /**
             * Values
             * @description The elements.
             */
            values: string[];
        };
        /**
         * ArrayContainsAny
         * @description The value is a list with at least one of these elements.
         */
        ArrayContainsAny: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "array_contains_any";
            /**
             * Values
             * @description The elements.
             */
            values: string[];
        };
        /**
         * AssignInput
         * @description The pool to draw from.
         */
        AssignInput: {
            /**
             * Pooluuid
             * Format: uuid
             */
            poolUuid: string;
        };
        /**
         * AssignVoucher
         * @description A voucher of another sub-campaign.
         */
        AssignVoucher: {
            /**
             * Campaign Id
             * Format: uuid
             */
            campaign_id: string;
            /**
             * Type
             * @constant
             */
            type: "AssignVoucher";
        };
        /**
         * AssignmentInput
         * @description A wish for one code.
         */
        AssignmentInput: {
            /**
             * Mode
             * @description `get_or_assign` answers with the code the profile holds, if any; `assign` always draws a new one.
             * @default get_or_assign
             * @enum {string}
             */
            mode: "get_or_assign" | "assign";
            /**
             * @description Whose; an unknown profile is made.
             * @example {
             *       "custom_id": "c1"
             *     }
             */
            profile: components["schemas"]["Identifier"];
        };
        /**
         * AssignmentView
         * @description A code in a profile's hand.
         */
        AssignmentView: {
            /**
             * Assigned At
             * Format: date-time
             */
            assigned_at: string;
            /** Code */
            code: string;
            /** Expires At */
            expires_at: string | null;
            /**
             * Is New
             * @description False when the profile held this code before.
             */
            is_new: boolean;
            /**
             * Pool Id
             * Format: uuid
             */
            pool_id: string;
            /** Profile Id */
            profile_id: number;
            /** Redeemed At */
            redeemed_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "unassigned" | "assigned" | "redeemed" | "cancelled";
        };
        /**
         * AssignmentsInput
         * @description Promotions to give to a customer.
         */
        AssignmentsInput: {
            /**
             * Promotion Ids
             * @description Published promotions. Those the customer has already stay as they are.
             */
            promotion_ids: string[];
        };
        /**
         * AssignmentsView
         * @description What became of an assignment.
         */
        AssignmentsView: {
            /**
             * Assigned
             * @description Those the customer did not have before.
             */
            assigned: string[];
        };
        /**
         * AttributeCondition
         * @description A test of one attribute, or of an identifier by its name.
         */
        AttributeCondition: {
            /**
             * Name
             * @description Name of the attribute. `id`, `uuid`, `email`, `phone`, `custom_id` (also `customId`), `created_at` and `updated_at` mean the profile's own fields.
             * @example voucherpool_id
             */
            name: string;
            /** @description What its value must be. */
            test: components["schemas"]["Operator"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "attribute";
        };
        /**
         * AttributeIs
         * @description An attribute of a line and the values it may have.
         */
        AttributeIs: {
            /**
             * Any Of
             * @description One of these, as text.
             */
            any_of: string[];
            /**
             * Name
             * @description Name of the attribute, such as `brand`.
             */
            name: string;
        };
        /**
         * AttributeWord
         * @description An attribute that profiles have.
         */
        AttributeWord: {
            /**
             * Examples
             * @description Values it has there as text, the most frequent first.
             */
            examples: string[];
            /** Name */
            name: string;
            /**
             * Seen
             * @description On how many of the profiles that were looked at.
             */
            seen: number;
        };
        /**
         * Audience
         * @description The customer belongs to a saved audience.
         *
         *     An audience may also ask what the customer did; it is looked at when the order is.
         */
        Audience: {
            /**
             * Audience Id
             * Format: uuid
             * @description The audience.
             */
            audience_id: string;
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "audience";
        };
        /**
         * AudienceCount
         * @description How many profiles meet the conditions now.
         */
        AudienceCount: {
            /** Count */
            count: number;
            /**
             * Is Estimate
             * @description True when counting took too long: then it is what the database expects, a rough guess.
             */
            is_estimate: boolean;
        };
        /**
         * AudienceCountInput
         * @description Conditions to count by, whether they are saved or not.
         */
        AudienceCountInput: {
            /**
             * @description Who belongs to it.
             * @example {
             *       "name": "voucherpool_id",
             *       "test": {
             *         "operator": "not_empty"
             *       },
             *       "type": "attribute"
             *     }
             */
            conditions: components["schemas"]["Condition-Input"];
        };
        /**
         * AudienceInput
         * @description A new audience.
         */
        AudienceInput: {
            /**
             * @description Who belongs to it.
             * @example {
             *       "name": "voucherpool_id",
             *       "test": {
             *         "operator": "not_empty"
             *       },
             *       "type": "attribute"
             *     }
             */
            conditions: components["schemas"]["Condition-Input"];
            /**
             * Name
             * @example Pools as profiles
             */
            name: string;
        };
        /**
         * AudiencePage
         * @description A page of audiences, newest first.
         */
        AudiencePage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["AudienceView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AudiencePatch
         * @description Changes of an audience; what is left out stays.
         */
        AudiencePatch: {
            /**
             * Archived
             * @description False brings an archived one back.
             */
            archived?: boolean | null;
            conditions?: components["schemas"]["Condition-Input"] | null;
            /** Name */
            name?: string | null;
        };
        /**
         * AudiencePreview
         * @description The first profiles that meet the conditions, oldest first.
         */
        AudiencePreview: {
            /** Items */
            items: components["schemas"]["ProfileView"][];
        };
        /**
         * AudienceView
         * @description An audience.
         */
        AudienceView: {
            /**
             * Archived At
             * @description When it was archived; null while it is in use.
             */
            archived_at: string | null;
            /**
             * @description Who belongs to it.
             * @example {
             *       "name": "voucherpool_id",
             *       "test": {
             *         "operator": "not_empty"
             *       },
             *       "type": "attribute"
             *     }
             */
            conditions: components["schemas"]["Condition-Output"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Created By
             * @description Who made it, such as `member:0192...`.
             */
            created_by: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * AuditEntryView
         * @description Who did what to which thing.
         */
        AuditEntryView: {
            /**
             * Action
             * @example pool.created
             */
            action: string;
            /**
             * Actor
             * @example member:01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60
             */
            actor: string;
            /**
             * Actor Name
             * @description What the member or key is called now; null for the system.
             */
            actor_name?: string | null;
            /** Address */
            address: string | null;
            /** After */
            after: {
                [key: string]: unknown;
            } | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Before */
            before: {
                [key: string]: unknown;
            } | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Object Id */
            object_id: string;
            /**
             * Object Name
             * @description What it is called, or was when it was last named; null for what has no name.
             */
            object_name?: string | null;
            /** Object Type */
            object_type: string;
            /** Request Id */
            request_id: string | null;
        };
        /**
         * AuditPage
         * @description A page of the audit log, newest first.
         */
        AuditPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["AuditEntryView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * Automatic
         * @description No code: the promotion applies to every cart that meets its rules.
         */
        Automatic: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "automatic";
        };
        /**
         * BackTestInput
         * @description Which orders a promotion is tried on, and which version of it.
         * @example {
         *       "from": "2027-02-01T00:00:00Z",
         *       "to": "2027-03-01T00:00:00Z"
         *     }
         */
        BackTestInput: {
            /**
             * From
             * Format: date-time
             * @description Orders paid from this moment on.
             */
            from: string;
            /**
             * To
             * Format: date-time
             * @description Orders paid before this moment.
             */
            to: string;
            /**
             * Version
             * @description A published version; null: the draft.
             */
            version?: number | null;
        };
        /**
         * BarcodeType
         * @description The kinds of barcode; names are also accepted in any case and with hyphens (`UPC-A`).
         * @enum {string}
         */
        BarcodeType: "EAN_13" | "EAN_8" | "EAN_128" | "CODE_39" | "ITF_14" | "CODE_128" | "POSTNET" | "QR_CODE" | "UPC_A" | "UPC_E";
        /**
         * BasicConnection
         * @description Signs in with a user name and a password (RFC 7617, in UTF-8).
         */
        BasicConnection: {
            /**
             * Allowed Hosts
             * @description Further hosts that may have the credential; *.shop.example is every host below it.
             * @default []
             */
            allowed_hosts: string[];
            /**
             * Base Url
             * @description Address of the system; the credential is sent to its scheme, host and port only.
             * @example https://api.shop.example
             */
            base_url: string;
            /**
             * Password
             * Format: password
             * @description Kept encrypted; never shown again.
             */
            password: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "basic";
            /**
             * Username
             * @description Name of the account; it cannot hold a colon.
             */
            username: string;
        };
        /**
         * BatchInput
         * @description Promotions to create or to change, told apart by `code`; the fields stand under `data`.
         */
        BatchInput: {
            /** Data */
            data: {
                [key: string]: components["schemas"]["JsonValue"];
            }[];
        };
        /**
         * BearerConnection
         * @description Shows a token in the Authorization header, after the word Bearer (RFC 6750).
         */
        BearerConnection: {
            /**
             * Allowed Hosts
             * @description Further hosts that may have the credential; *.shop.example is every host below it.
             * @default []
             */
            allowed_hosts: string[];
            /**
             * Base Url
             * @description Address of the system; the credential is sent to its scheme, host and port only.
             * @example https://api.shop.example
             */
            base_url: string;
            /**
             * Token
             * Format: password
             * @description Without the word Bearer. Kept encrypted; never shown again.
             */
            token: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "bearer";
        };
        /**
         * BetweenWindow
         * @description From a moment on, and before another.
         */
        BetweenWindow: {
            /**
             * End
             * Format: date-time
             * @description The moment after the last.
             */
            end: string;
            /**
             * Start
             * Format: date-time
             * @description The first moment.
             */
            start: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "between";
        };
        /**
         * Birthday
         * @description Today, in the promotion's time zone, is about the customer's birthday, or another anniversary.
         *
         *     The 29th of February is kept on the 28th in common years. The day itself, in its own year, does not count.
         */
        Birthday: {
            /**
             * Attribute
             * @description Name of the attribute with the date; `created_at` is the day the profile was made.
             * @default birthdate
             */
            attribute: string;
            /**
             * Days After
             * @description Good to the end of so many days after.
             * @default 0
             */
            days_after: number;
            /**
             * Days Before
             * @description Good from so many days before.
             * @default 0
             */
            days_before: number;
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "birthday";
            /**
             * Years
             * @description Only these anniversaries, such as 18; empty: all.
             * @default []
             */
            years: number[];
        };
        /**
         * BlockView
         * @description Why no verdict is given.
         */
        BlockView: {
            /**
             * Code
             * @enum {string}
             */
            code: "sample_ratio" | "too_few_customers" | "nothing_to_compare";
            /** Detail */
            detail: string;
        };
        /** Body_importCatalogItems */
        Body_importCatalogItems: {
            /**
             * File
             * @description CSV, TSV, XLSX, XLS, ODS, or a product feed in XML.
             */
            file: string;
            /**
             * Options
             * @description CatalogImportOptions as JSON.
             * @default {}
             * @example {"currency": "PLN"}
             */
            options: string;
        };
        /** Body_importCodes */
        Body_importCodes: {
            /**
             * File
             * @description CSV, TSV, XLSX, XLS or ODS.
             */
            file: string;
            /**
             * Options
             * @description ImportOptions as JSON.
             * @default {}
             * @example {"delimiter": ";"}
             */
            options: string;
        };
        /** Body_importEvents */
        Body_importEvents: {
            /**
             * File
             * @description CSV, TSV, XLSX, XLS or ODS.
             */
            file: string;
            /**
             * Options
             * @description EventImportOptions as JSON.
             * @default {}
             * @example {"name": "points.granted"}
             */
            options: string;
        };
        /** Body_importProfiles */
        Body_importProfiles: {
            /**
             * File
             * @description CSV, TSV, XLSX, XLS or ODS.
             */
            file: string;
            /**
             * Options
             * @description ProfileImportOptions as JSON.
             * @default {}
             * @example {"empty": "clear"}
             */
            options: string;
        };
        /** Body_importPromotions */
        Body_importPromotions: {
            /**
             * File
             * @description CSV, TSV, XLSX, XLS or ODS.
             */
            file: string;
            /**
             * Options
             * @description PromotionImportOptions as JSON.
             * @default {}
             * @example {"delimiter": ";", "create_tags": true}
             */
            options: string;
        };
        /** Body_previewEventImport */
        Body_previewEventImport: {
            /**
             * File
             * @description CSV, TSV, XLSX, XLS or ODS.
             */
            file: string;
            /**
             * Options
             * @description EventImportOptions as JSON.
             * @default {}
             * @example {"name": "points.granted"}
             */
            options: string;
        };
        /** Body_previewImport */
        Body_previewImport: {
            /**
             * File
             * @description CSV, TSV, XLSX, XLS or ODS.
             */
            file: string;
            /**
             * Options
             * @description ImportOptions as JSON.
             * @default {}
             */
            options: string;
        };
        /** Body_previewProfileImport */
        Body_previewProfileImport: {
            /**
             * File
             * @description CSV, TSV, XLSX, XLS or ODS.
             */
            file: string;
            /**
             * Options
             * @description ProfileImportOptions as JSON.
             * @default {}
             * @example {"empty": "clear"}
             */
            options: string;
        };
        /** Body_previewPromotionImport */
        Body_previewPromotionImport: {
            /**
             * File
             * @description CSV, TSV, XLSX, XLS or ODS.
             */
            file: string;
            /**
             * Options
             * @description PromotionImportOptions as JSON.
             * @default {}
             * @example {"delimiter": ";", "create_tags": true}
             */
            options: string;
        };
        /** Body_previewTransformation */
        Body_previewTransformation: {
            /**
             * File
             * @description CSV, XLSX, JSON, JSON Lines or XML; its first 500 rows are used.
             */
            file?: string | null;
            /**
             * Sample
             * @description Sample as JSON, in the place of a file.
             */
            sample?: string | null;
            /**
             * Transformation
             * @description Transformation as JSON.
             * @example {"operations": [{"type": "rename_columns", "columns": {"Kod": "code"}}]}
             */
            transformation: string;
        };
        /** Body_uploadFile */
        Body_uploadFile: {
            /**
             * File
             * @description Any file; Local File nodes name it by its id.
             */
            file: string;
        };
        /**
         * BooleanFalse
         * @description The value is false, 0, or one of the texts `false` and `0`.
         */
        BooleanFalse: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "boolean_false";
        };
        /**
         * BooleanTrue
         * @description The value is true, 1, or one of the texts `true` and `1`.
         */
        BooleanTrue: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "boolean_true";
        };
        /**
         * BoostSettings
         * @description Weights of yours on promotions; a score is multiplied by e to the power of their sum, within bounds.
         */
        BoostSettings: {
            /**
             * Categories
             * @description By category of the goods.
             */
            categories?: {
                [key: string]: number;
            };
            /**
             * Margin
             * @description On a high margin (of params or catalogue).
             * @default 0
             */
            margin: number;
            /**
             * Most
             * @description A score is multiplied or divided by this at most.
             * @default 4
             */
            most: number;
            /**
             * Newness
             * @description On promotions made lately.
             * @default 0
             */
            newness: number;
            /**
             * Price
             * @description On a high price.
             * @default 0
             */
            price: number;
            /**
             * Tags
             * @description By tag.
             * @example {
             *       "NEW": 0.5
             *     }
             */
            tags?: {
                [key: string]: number;
            };
        };
        /**
         * BounceInput
         * @description What a mail system reports: name the message, or the address if no more is known.
         */
        BounceInput: {
            /** Address */
            address?: string | null;
            /**
             * Kind
             * @description `hard`: the address does not exist, and gets no more marketing. `soft`: it may work again. `complaint`: the reader calls it spam, and gets no more marketing.
             * @enum {string}
             */
            kind: "hard" | "soft" | "complaint";
            /**
             * Message Id
             * @description The id in the bounce address, or of `GET /v1/messages`.
             */
            message_id?: string | null;
            /**
             * Reason
             * @default
             * @example 550 5.1.1 No such user
             */
            reason: string;
        } | unknown | unknown;
        /**
         * BounceView
         * @description What became of a report.
         */
        BounceView: {
            /** Address */
            address: string;
            /** Message Id */
            message_id: string | null;
            /**
             * Suppressed
             * @description Whether the address gets no more marketing because of it.
             */
            suppressed: boolean;
        };
        /**
         * BrokenRun
         * @description A run of a workflow in which journeys died lately.
         */
        BrokenRun: {
            /**
             * Dead
             * @description Journeys that died in the last seven days; at most 1,000 are counted.
             */
            dead: number;
            /**
             * Error
             * @description What the last one died of.
             */
            error: string;
            /**
             * Last At
             * Format: date-time
             */
            last_at: string;
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Workflow */
            workflow: string;
            /**
             * Workflow Id
             * Format: uuid
             */
            workflow_id: string;
        };
        /**
         * Budget
         * @description So much discount in all.
         */
        Budget: {
            /**
             * Amount
             * @description In major units, such as 12.99.
             */
            amount: number | string;
            /**
             * Type
             * @constant
             */
            type: "Budget";
        };
        /**
         * BulkAssignmentInput
         * @description Who gets a code each: a list of profiles, or those that meet conditions.
         * @example {
         *       "profiles": [
         *         {
         *           "custom_id": "c1"
         *         },
         *         {
         *           "email": "ada@example.com"
         *         }
         *       ]
         *     }
         */
        BulkAssignmentInput: {
            /**
             * Mode
             * @description `get_or_assign` leaves profiles that hold a code of the pool their code; `assign` gives every profile a new one.
             * @default get_or_assign
             * @enum {string}
             */
            mode: "get_or_assign" | "assign";
            /**
             * Partial
             * @description Serve as many as there are codes for, instead of refusing when they are too few.
             * @default false
             */
            partial: boolean;
            /**
             * Profiles
             * @description In this order; unknown ones are made.
             */
            profiles?: components["schemas"]["Identifier"][] | null;
            where?: components["schemas"]["BulkWhere"] | null;
        } & ({
            profiles: unknown[];
        } | {
            where: Record<string, never>;
        });
        /**
         * BulkWhere
         * @description Profiles that have every one of these attributes and tags.
         * @example {
         *       "tags": [
         *         "vip"
         *       ]
         *     }
         */
        BulkWhere: {
            /**
             * Attributes
             * @description Names and exact values, such as {"city": "Oslo"}.
             * @default {}
             */
            attributes: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Tags
             * @default []
             */
            tags: string[];
        } | {
            attributes: unknown;
        } | {
            tags: unknown;
        };
        /**
         * Bundle
         * @description All parts together cost less, for as many complete bundles as the cart has, up to `times`.
         *
         *     A unit belongs to one part of one bundle. The discount is shared by the units' lines in the proportion of
         *     what they cost. Where a bundle at a price would cost more than its units, it is not made.
         */
        "Bundle-Input": {
            /**
             * Amount
             * @description Or an amount off each bundle.
             */
            amount?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most
             * @description Never more than this off the order.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Parts
             * @description What belongs to a bundle.
             */
            parts: components["schemas"]["BundlePart"][];
            /**
             * Percent
             * @description Or per cent off all units of the bundles.
             */
            percent?: (number | string) | null;
            /**
             * Pick
             * @description Which units make bundles, where there are more than needed.
             * @default dearest
             * @enum {string}
             */
            pick: "dearest" | "cheapest";
            /**
             * Price
             * @description What a whole bundle costs.
             */
            price?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Times
             * @description At most so many bundles.
             * @default 100
             */
            times: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "bundle";
        };
        /**
         * Bundle
         * @description All parts together cost less, for as many complete bundles as the cart has, up to `times`.
         *
         *     A unit belongs to one part of one bundle. The discount is shared by the units' lines in the proportion of
         *     what they cost. Where a bundle at a price would cost more than its units, it is not made.
         */
        "Bundle-Output": {
            /**
             * Amount
             * @description Or an amount off each bundle.
             */
            amount?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most
             * @description Never more than this off the order.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Parts
             * @description What belongs to a bundle.
             */
            parts: components["schemas"]["BundlePart"][];
            /**
             * Percent
             * @description Or per cent off all units of the bundles.
             */
            percent?: string | null;
            /**
             * Pick
             * @description Which units make bundles, where there are more than needed.
             * @default dearest
             * @enum {string}
             */
            pick: "dearest" | "cheapest";
            /**
             * Price
             * @description What a whole bundle costs.
             */
            price?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Times
             * @description At most so many bundles.
             * @default 100
             */
            times: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "bundle";
        };
        /**
         * BundlePart
         * @description So many units of a selection.
         */
        BundlePart: {
            /** @description Which articles it may be. */
            items: components["schemas"]["Selection"];
            /**
             * Quantity
             * @description How many of them in each bundle.
             * @default 1
             */
            quantity: number;
        };
        /**
         * BuyGet
         * @description Whoever buys so many units of these gets so many units of those for less.
         *
         *     A unit that is bought is not got as well: buy 2 get 1 of the same articles needs three units of them.
         *     There are as many sets as fit; what is got is the cheapest (or the dearest) that leaves enough to be
         *     bought. Both bought and got units must be on lines on which the promotion may act, and cost something. For
         *     "of each three the cheapest" see the target `every_nth` of `line_percent`.
         */
        "BuyGet-Input": {
            /**
             * Amount
             * @description Or an amount off each unit one gets.
             */
            amount?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * @description What must be bought.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            buy: components["schemas"]["Selection"];
            /**
             * Buy Quantity
             * @description How many units of it for each set.
             * @example 2
             */
            buy_quantity: number;
            /**
             * @description What one gets; it may be the same.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            get: components["schemas"]["Selection"];
            /**
             * Get Quantity
             * @description How many units of it for each set.
             * @default 1
             */
            get_quantity: number;
            /**
             * Most
             * @description Never more than this off the order.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Percent
             * @description Per cent off what one gets; 100 is free.
             */
            percent?: (number | string) | null;
            /**
             * Pick
             * @description Which units one gets.
             * @default cheapest
             * @enum {string}
             */
            pick: "cheapest" | "dearest";
            /**
             * Price
             * @description Or the price of each unit one gets.
             */
            price?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Times
             * @description At most so many sets; null: as many as there are.
             */
            times?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "buy_get";
        };
        /**
         * BuyGet
         * @description Whoever buys so many units of these gets so many units of those for less.
         *
         *     A unit that is bought is not got as well: buy 2 get 1 of the same articles needs three units of them.
         *     There are as many sets as fit; what is got is the cheapest (or the dearest) that leaves enough to be
         *     bought. Both bought and got units must be on lines on which the promotion may act, and cost something. For
         *     "of each three the cheapest" see the target `every_nth` of `line_percent`.
         */
        "BuyGet-Output": {
            /**
             * Amount
             * @description Or an amount off each unit one gets.
             */
            amount?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * @description What must be bought.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            buy: components["schemas"]["Selection"];
            /**
             * Buy Quantity
             * @description How many units of it for each set.
             * @example 2
             */
            buy_quantity: number;
            /**
             * @description What one gets; it may be the same.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            get: components["schemas"]["Selection"];
            /**
             * Get Quantity
             * @description How many units of it for each set.
             * @default 1
             */
            get_quantity: number;
            /**
             * Most
             * @description Never more than this off the order.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Percent
             * @description Per cent off what one gets; 100 is free.
             */
            percent?: string | null;
            /**
             * Pick
             * @description Which units one gets.
             * @default cheapest
             * @enum {string}
             */
            pick: "cheapest" | "dearest";
            /**
             * Price
             * @description Or the price of each unit one gets.
             */
            price?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Times
             * @description At most so many sets; null: as many as there are.
             */
            times?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "buy_get";
        };
        /**
         * CallWebhook
         * @description Another system is told by an HTTP call, after the redemption stands.
         */
        CallWebhook: {
            /**
             * Payload
             * @description What is sent along: names and plain values.
             * @default {}
             */
            payload: {
                [key: string]: string | boolean | number | null;
            };
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "call_webhook";
            /**
             * Url
             * Format: uri
             * @description Where to.
             */
            url: string;
        };
        /**
         * CampaignFilter
         * @description Promotions of these campaigns.
         */
        CampaignFilter: {
            /** Campaign Ids */
            campaign_ids: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "campaign";
        };
        /**
         * CampaignItem
         * @description A campaign as Vouchery shows it.
         */
        CampaignItem: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Description */
            description: string;
            /** Ends At */
            ends_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Parent Id */
            parent_id: string | null;
            /** Rewards */
            rewards: {
                [key: string]: unknown;
            }[];
            /** Rules */
            rules: {
                [key: string]: unknown;
            }[];
            /** Starts At */
            starts_at: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "active" | "inactive" | "finished";
            /** Template */
            template: ("discount" | "loyalty" | "gift_card") | null;
            /** Triggers On */
            triggers_on: "redemption" | null;
            /**
             * Type
             * @enum {string}
             */
            type: "MainCampaign" | "SubCampaign";
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * CampaignList
         * @description A page of main and sub-campaigns, newest first.
         */
        CampaignList: {
            /** Items */
            items: components["schemas"]["CampaignItem"][];
            /** Page */
            page: number;
            /** Total */
            total: number;
        };
        /**
         * CampaignName
         * @description Which campaign it is.
         */
        CampaignName: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * CampaignPage
         * @description A page of campaigns, newest first.
         */
        CampaignPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["CampaignView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * CampaignStatusInput
         * @description The status to take.
         */
        CampaignStatusInput: {
            /**
             * Status
             * @example active
             * @enum {string}
             */
            status: "draft" | "active" | "paused" | "finished" | "archived";
        };
        /**
         * CampaignView
         * @description A campaign.
         */
        CampaignView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Description */
            description: string;
            /** Ends At */
            ends_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Limits */
            limits: components["schemas"]["Limit"][];
            /** Metadata */
            metadata: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Name */
            name: string;
            /**
             * Promotions
             * @description How many promotions it has, archived ones not counted.
             */
            promotions: number;
            /** Starts At */
            starts_at: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "draft" | "active" | "paused" | "finished" | "archived";
            /** Tags */
            tags: string[];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * CandidateView
         * @description A promotion or code that was looked at, and what became of it.
         */
        CandidateView: {
            /**
             * Beside
             * @description The promotion because of which it was skipped.
             */
            beside?: string | null;
            /** Campaign Id */
            campaign_id?: string | null;
            /**
             * Code
             * @description The code as it was typed; null where it applies by itself.
             */
            code: string | null;
            /**
             * Discount
             * @description All that it takes off, shipping included.
             * @default 0
             */
            discount: number;
            /** @description Rule by rule; for staff only. */
            explanation?: components["schemas"]["ExplanationView"] | null;
            /**
             * Gift Spent
             * @default 0
             */
            gift_spent: number;
            /**
             * Grants
             * @default []
             */
            grants: components["schemas"]["GrantView"][];
            /**
             * Lines
             * @description What it takes off each line, by the line's id.
             * @default {}
             */
            lines: {
                [key: string]: number;
            };
            /**
             * Message
             * @description The marketer's own words for the customer.
             */
            message?: string | null;
            /**
             * Missing
             * @description How much more would do, in minor units or pieces.
             */
            missing?: number | null;
            /** @description What was asked for. */
            needed?: components["schemas"]["JsonValue"];
            /** @description What was seen. */
            observed?: components["schemas"]["JsonValue"];
            /**
             * Outcome
             * @description `skipped`: its rules hold, but others were chosen.
             * @enum {string}
             */
            outcome: "applicable" | "inapplicable" | "skipped";
            /**
             * Points Spent
             * @default 0
             */
            points_spent: number;
            /** @description null for a code that leads to none. */
            promotion: components["schemas"]["PromotionName"] | null;
            /**
             * Reason
             * @description Why it does not apply: a stable code of the list of reasons.
             */
            reason: string | null;
            /**
             * Shipping
             * @description What it takes off shipping.
             * @default 0
             */
            shipping: number;
            /** Version */
            version?: number | null;
        };
        /**
         * Capping
         * @description How often a profile may begin.
         */
        Capping: {
            per: components["schemas"]["Duration"];
            /** Starts */
            starts: number;
        };
        /**
         * CartInput
         * @description An order to be, as your shop knows it. Without items, `amount` is its total.
         *
         *     It is stored with a redemption as it was sent, with what your catalogues said of its articles.
         * @example {
         *       "channel": "web",
         *       "currency": "EUR",
         *       "items": [
         *         {
         *           "categories": [
         *             "tea"
         *           ],
         *           "price": 450,
         *           "quantity": 2,
         *           "sku": "TEA-100"
         *         },
         *         {
         *           "attributes": {
         *             "brand": "Aster"
         *           },
         *           "price": 1290,
         *           "quantity": 1,
         *           "sku": "CUP-1"
         *         }
         *       ],
         *       "shipping": 490
         *     }
         */
        CartInput: {
            /**
             * Amount
             * @description What all lines cost before any discount, shipping not included. With items it is checked against their sum (`order_total_mismatch`).
             */
            amount?: number | null;
            /**
             * Channel
             * @description Such as web, app or till.
             */
            channel?: string | null;
            /**
             * Country
             * @description ISO 3166-1 code of two letters.
             * @example PL
             */
            country?: string | null;
            /**
             * Currency
             * @description null: the workspace's.
             */
            currency?: string | null;
            /**
             * Items
             * @description Its lines.
             * @default []
             */
            items: components["schemas"]["largesse__redemptions__asking__schemas__ItemInput"][];
            /**
             * Metadata
             * @description Free data that rules and limits may read.
             */
            metadata?: {
                [key: string]: string | boolean | number | null;
            };
            /** Payment Method */
            payment_method?: string | null;
            place?: components["schemas"]["PlaceInput"] | null;
            /** Postcode */
            postcode?: string | null;
            /**
             * Shipping
             * @description What shipping costs before any discount.
             * @default 0
             */
            shipping: number;
            /** Shipping Method */
            shipping_method?: string | null;
            /**
             * Store
             * @description Key of the store.
             */
            store?: string | null;
        };
        /**
         * Cashback
         * @description Money the customer gets back after a while, as when goods can no longer be returned.
         */
        "Cashback-Input": {
            /**
             * Amount
             * @description Or an amount, or steps of it.
             */
            amount?: (number | {
                [key: string]: number;
            }) | components["schemas"]["MoneySteps"] | null;
            /**
             * @description What the money is paid for.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Most
             * @description Never more than this.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Pending
             * Format: duration
             * @description How long after the redemption it becomes payable.
             * @default P14D
             * @example P30D
             */
            pending: string;
            /**
             * Percent
             * @description Per cent of what the items cost now, or steps of them.
             */
            percent?: (number | string) | components["schemas"]["PercentSteps-Input"] | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "cashback";
        };
        /**
         * Cashback
         * @description Money the customer gets back after a while, as when goods can no longer be returned.
         */
        "Cashback-Output": {
            /**
             * Amount
             * @description Or an amount, or steps of it.
             */
            amount?: (number | {
                [key: string]: number;
            }) | components["schemas"]["MoneySteps"] | null;
            /**
             * @description What the money is paid for.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Most
             * @description Never more than this.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Pending
             * Format: duration
             * @description How long after the redemption it becomes payable.
             * @default P14D
             * @example P30D
             */
            pending: string;
            /**
             * Percent
             * @description Per cent of what the items cost now, or steps of them.
             */
            percent?: string | components["schemas"]["PercentSteps-Output"] | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "cashback";
        };
        /**
         * CatalogInput
         * @description A new catalogue.
         */
        CatalogInput: {
            /**
             * Kind
             * @default products
             * @enum {string}
             */
            kind: "products" | "stores";
            /**
             * Name
             * @example shop
             */
            name: string;
        };
        /**
         * CatalogPage
         * @description A page of catalogues by their names.
         */
        CatalogPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["CatalogView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * CatalogView
         * @description A catalogue.
         */
        CatalogView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Items
             * @description How many it has.
             */
            items: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "products" | "stores";
            /** Name */
            name: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * CategoryFilter
         * @description Promotions for articles of these categories, named by themselves or found in the catalogues.
         */
        CategoryFilter: {
            /** Categories */
            categories: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "category";
        };
        /**
         * CaughtMail
         * @description One caught mail: envelope recipients, decoded headers and bodies, arrival in UTC.
         */
        CaughtMail: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** From */
            from: string;
            /** Html */
            html: string | null;
            /** Subject */
            subject: string;
            /** Text */
            text: string;
            /** To */
            to: string[];
        };
        /**
         * Channel
         * @description The order comes through one of these channels, such as `web`, `app` or `store`.
         */
        Channel: {
            /**
             * Any Of
             * @description Channels as orders name them; capital and small letters are the same.
             * @example [
             *       "app"
             *     ]
             */
            any_of: string[];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "channel";
        };
        /**
         * CheckView
         * @description All problems of a draft.
         */
        CheckView: {
            /** Is Publishable */
            is_publishable: boolean;
            /** Problems */
            problems: components["schemas"]["GraphProblem"][];
        };
        /**
         * CheckoutAnswer
         * @description What the till prints below the receipt.
         */
        CheckoutAnswer: {
            message: components["schemas"]["CheckoutMessage"];
        };
        /**
         * CheckoutInput
         * @description A basket that was paid; coupons for the next one are printed on its receipt.
         */
        CheckoutInput: {
            /** Clientdatetime */
            clientDateTime: string | number;
            /**
             * Finalvalue
             * @description In major units, as text.
             * @example 30.23
             */
            finalValue: string;
            /** Operationid */
            operationId: number | (string | number);
            paymentsReport: components["schemas"]["PaymentsReport"];
            terminal: components["schemas"]["Terminal"];
            /** Transactionadditionalitems */
            transactionAdditionalItems: components["schemas"]["AdditionalItem"][];
            /** Transactionitems */
            transactionItems: components["schemas"]["SaleItem"][];
            transactionMetric: components["schemas"]["TransactionMetric"];
        };
        /**
         * CheckoutMessage
         * @description The report of a check-out.
         */
        CheckoutMessage: {
            transactionGrantsReport: components["schemas"]["GrantsReport"];
        };
        /**
         * Circle
         * @description All that is no farther than so many metres from a place.
         */
        Circle: {
            /** @description The place in the middle. */
            centre: components["schemas"]["Point"];
            /**
             * Name
             * @description How the area is called.
             * @default
             */
            name: string;
            /**
             * Radius
             * @description Metres.
             * @example 900
             */
            radius: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "circle";
        };
        /**
         * ClientHandbill
         * @description The set of a profile; `promotions` names them in their order.
         */
        ClientHandbill: {
            /**
             * Expireat
             * Format: date-time
             */
            expireAt: string;
            /** Promotions */
            promotions: string[];
            /** Setuuid */
            setUuid: string | null;
            /**
             * Startat
             * Format: date-time
             */
            startAt: string;
            /**
             * Uuid
             * Format: uuid
             */
            uuid: string;
            /**
             * Variant
             * @description null: the control group.
             */
            variant: string | null;
        };
        /**
         * ClientHandbillAnswer
         * @description The promotions of a profile's set, in their order.
         */
        ClientHandbillAnswer: {
            /** Data */
            data: components["schemas"]["ClientPromotion"][];
            handbill: components["schemas"]["ClientHandbill"];
        };
        /**
         * ClientHandbillsAnswer
         * @description All promotions of a profile, and which of them are its sets'.
         */
        ClientHandbillsAnswer: {
            /** Data */
            data: components["schemas"]["ClientPromotion"][];
            /** Handbills */
            handbills: components["schemas"]["ClientHandbill"][];
        };
        /**
         * ClientInput
         * @description A profile to create or to change; null deletes, what is left out stays, unknown fields are ignored.
         */
        ClientInput: {
            /** Address */
            address?: (string | number) | null;
            agreements?: components["schemas"]["largesse__compat__synerise__client_schemas__Agreements"] | null;
            /**
             * Attributes
             * @description Free properties; reserved names are ignored.
             */
            attributes?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Avatarurl */
            avatarUrl?: (string | number) | null;
            /** Birthdate */
            birthDate?: string | null;
            /** City */
            city?: (string | number) | null;
            /** Company */
            company?: (string | number) | null;
            /** Countrycode */
            countryCode?: (string | number) | null;
            /** Customid */
            customId?: (string | number) | null;
            /** Displayname */
            displayName?: (string | number) | null;
            /** Email */
            email?: (string | number) | null;
            /** Firstname */
            firstName?: (string | number) | null;
            /** Lastname */
            lastName?: (string | number) | null;
            /** Phone */
            phone?: (string | number) | null;
            /** Province */
            province?: (string | number) | null;
            /** Sex */
            sex?: ("FEMALE" | "MALE" | "NOT_SPECIFIED" | "OTHER") | null;
            /** Tags */
            tags?: string[] | null;
            /** Uuid */
            uuid?: string | null;
            /** Zipcode */
            zipCode?: (string | number) | null;
        };
        /**
         * ClientLoginInput
         * @description The key, and who signs in: by uuid with a profile key, by any identifier with a workspace key.
         */
        ClientLoginInput: {
            /** Apikey */
            apiKey: string;
            /** Customid */
            customId?: (string | number) | null;
            /** Email */
            email?: (string | number) | null;
            /** Id */
            id?: number | null;
            /** Phone */
            phone?: (string | number) | null;
            /** Uuid */
            uuid?: string | null;
        };
        /**
         * ClientPromotion
         * @description A promotion in the life of one profile; `status` is the profile's.
         */
        ClientPromotion: {
            /** Activationcounter */
            activationCounter: number;
            /** Activationlimitgloballimit */
            activationLimitGlobalLimit?: number | null;
            /** Activationlimitglobalrelativeminutes */
            activationLimitGlobalRelativeMinutes?: number | null;
            /** Activationlimitglobaltype */
            activationLimitGlobalType?: string | null;
            /** Assignedat */
            assignedAt: string | null;
            /** Catalog */
            catalog?: string | null;
            /** Catalogfilterids */
            catalogFilterIds?: string[] | null;
            /** Catalogfilterquery */
            catalogFilterQuery?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | string | null;
            /** Catalogindexitems */
            catalogIndexItems?: string[] | null;
            /** Catalogitemtype */
            catalogItemType?: string | null;
            /** Code */
            code?: string | null;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /**
             * Currentredeemlimit
             * @description How often in all; null: without end.
             */
            currentRedeemLimit: number | null;
            /** Currentredeemedquantity */
            currentRedeemedQuantity: number;
            /** Description */
            description?: string | null;
            /**
             * Details
             * @description Of a multibuy: `discountType` with its counts; all else is kept.
             */
            details?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Discountmode */
            discountMode?: ("STATIC" | "STEP") | null;
            discountModeDetails?: components["schemas"]["DiscountModeDetails-Output"] | null;
            /** Discounttype */
            discountType?: ("NONE" | "PERCENT" | "AMOUNT" | "2_FOR_1" | "POINTS" | "MULTIBUY" | "EXACT_PRICE") | null;
            /** Discountvalue */
            discountValue?: number | null;
            /** Displayfrom */
            displayFrom?: string | null;
            /** Displayto */
            displayTo?: string | null;
            /** Excludecatalog */
            excludeCatalog?: string | null;
            /** Excludecatalogfilterids */
            excludeCatalogFilterIds?: string[] | null;
            /** Excludecatalogfilterquery */
            excludeCatalogFilterQuery?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | string | null;
            /** Excludecatalogindexitems */
            excludeCatalogIndexItems?: string[] | null;
            /** Excludecatalogitemtype */
            excludeCatalogItemType?: string | null;
            /** Expireat */
            expireAt?: string | null;
            /** Headerdescription */
            headerDescription?: string | null;
            /** Headername */
            headerName?: string | null;
            /** Headline */
            headline?: string | null;
            /** Images */
            images?: components["schemas"]["PictureOf"][] | null;
            /** Itemscope */
            itemScope?: ("LINE_ITEM" | "BASKET") | null;
            /**
             * Lastingat
             * @description Usable until here, since it was activated.
             */
            lastingAt: string | null;
            /**
             * Lastingtime
             * @description Seconds after activation.
             */
            lastingTime?: number | null;
            /** Maxbasketvalue */
            maxBasketValue?: number | null;
            /** Minbasketvalue */
            minBasketValue?: number | null;
            /** Name */
            name?: string | null;
            /** Params */
            params?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /**
             * Possibleredeems
             * @description How often it can still be redeemed.
             */
            possibleRedeems: number;
            /** Prediscountvalue */
            preDiscountValue?: number | null;
            /** Price */
            price?: number | null;
            /** Priority */
            priority?: number | null;
            /** Redeemlimitglobal */
            redeemLimitGlobal?: number | null;
            /** Redeemlimitperclient */
            redeemLimitPerClient?: number | null;
            /** Redeemquantityperactivation */
            redeemQuantityPerActivation?: number | null;
            /** Redeemtype */
            redeemType?: ("FULL" | "PARTIAL") | null;
            /** Requireredeemedpoints */
            requireRedeemedPoints?: number | null;
            /** Startat */
            startAt?: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "ASSIGNED" | "ACTIVE" | "REDEEMED" | "EXPIRED";
            /** Storecatalog */
            storeCatalog?: string | null;
            /** Storeids */
            storeIds?: string[] | null;
            /** Storeitemtype */
            storeItemType?: string | null;
            /** Tags */
            tags?: components["schemas"]["TagOf-Output"][] | null;
            /** Type */
            type?: ("GENERAL" | "MEMBERS_ONLY" | "HANDBILL" | "CUSTOM") | null;
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
            /**
             * Uuid
             * Format: uuid
             */
            uuid: string;
            /** Voucherpool */
            voucherPool?: string | null;
        };
        /**
         * ClientPromotionAnswer
         * @description One promotion of a profile.
         */
        ClientPromotionAnswer: {
            data: components["schemas"]["ClientPromotion"];
            /** Message */
            message: string;
        };
        /**
         * ClientPromotionList
         * @description A page of the promotions of a profile.
         */
        ClientPromotionList: {
            /** Data */
            data: components["schemas"]["ClientPromotion"][];
            meta?: components["schemas"]["PageMeta"] | null;
        };
        /**
         * ClientView
         * @description A profile as Synerise shows it; native fields stand beside these, as they were sent.
         */
        ClientView: {
            agreements: components["schemas"]["Agreements-Output"];
            /**
             * Anonymous
             * @description Whether neither e-mail address nor phone number is known.
             */
            anonymous: boolean;
            /** Attributes */
            attributes: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Clientid */
            clientId: number;
            /** Customid */
            customId: string | null;
            /** Email */
            email: string | null;
            /** Phone */
            phone: string | null;
            /** Tags */
            tags: string[];
            /**
             * Uuid
             * Format: uuid
             */
            uuid: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * CodeAge
         * @description The code is good for so long after it was made, or after it was assigned to its customer.
         *
         *     A code that is not assigned has no time to count from, and does not pass.
         */
        CodeAge: {
            /**
             * Lasts
             * Format: duration
             * @description How long it is good, such as `P30D`; days have 24 hours.
             * @example P30D
             */
            lasts: string;
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Since
             * @description What the time counts from.
             * @default assigned
             * @enum {string}
             */
            since: "created" | "assigned";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "code_age";
            /**
             * Waits
             * @description How long it is not good yet.
             */
            waits?: string | null;
            /**
             * Whole Days
             * @description It stays good until the midnight that follows, in the promotion's time zone.
             * @default false
             */
            whole_days: boolean;
        };
        /**
         * CodeDay
         * @description How many codes were in which state at the end of a day.
         */
        CodeDay: {
            /** Assigned */
            assigned: number;
            /** Cancelled */
            cancelled: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Expired
             * @description Never handed out, and past their date.
             */
            expired: number;
            /** Redeemed */
            redeemed: number;
            /** Unassigned */
            unassigned: number;
        };
        /**
         * CodeGuessing
         * @description Somebody tries codes that do not exist, one after the other.
         *
         *     Different codes of the last 24 hours are counted: the same typing error twice is one.
         */
        CodeGuessing: {
            /**
             * Codes
             * @description So many different codes in a day.
             * @default 10
             */
            codes: number;
            /**
             * Points
             * @description What it adds to the score of a case once its threshold is reached; up to twice as much the further it is passed.
             * @default 60
             */
            points: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "code_guessing";
        };
        /**
         * CodeHolder
         * @description The code is assigned to the customer who uses it; with a code of nobody, or none, it does not hold.
         */
        CodeHolder: {
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "code_holder";
        };
        /**
         * CodeInput
         * @description One code added by hand.
         */
        CodeInput: {
            /**
             * Attributes
             * @default {}
             */
            attributes: {
                [key: string]: string;
            };
            /**
             * Code
             * @example SPRING-7KQ2-X9FD
             */
            code: string;
            /** Expires At */
            expires_at?: string | null;
        };
        /**
         * CodePage
         * @description A page of codes.
         */
        CodePage: {
            /**
             * Has More
             * @description A filtered page may be short, even empty, and still have more after it.
             */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["CodeView"][];
            /**
             * Next Cursor
             * @description Hand it back as `cursor` for the next page.
             */
            next_cursor: string | null;
        };
        /**
         * CodePattern
         * @description How generated codes look.
         *
         *     Either `pattern`, in which each `#` is a random character and all else stands for itself
         *     (`\#` is a hash, `\\` a backslash), as in `SPRING-####-####`; or `length`, the number of random
         *     characters (16 when neither is given). `prefix` and `suffix` are added as they are. A code has
         *     at most 64 characters.
         *
         *     `charset` is the name of a set (`readable`, `digits`, `letters`, `alphanumeric`,
         *     `hexadecimal`) or the characters themselves, each once. `readable` has 24 characters, none of
         *     which looks like another: no 0 O, no 1 I L, of 2 Z, 5 S and 8 B only the digits; and no vowels
         *     or Y, so that no words appear by chance.
         *
         *     With `check_character` the last random place is computed from the others instead: a typing
         *     error is then noticed without looking the code up.
         */
        CodePattern: {
            /**
             * Charset
             * @default readable
             */
            charset: string;
            /**
             * Check Character
             * @default false
             */
            check_character: boolean;
            /** Length */
            length?: number | null;
            /** Pattern */
            pattern?: string | null;
            /**
             * Prefix
             * @default
             */
            prefix: string;
            /**
             * Suffix
             * @default
             */
            suffix: string;
        };
        /**
         * CodeReport
         * @description Codes by state over time, and how each pool stood in the end.
         */
        CodeReport: {
            /**
             * Counted Until
             * @description Everything before this moment is counted; null: nothing was counted yet.
             */
            counted_until: string | null;
            /** Days */
            days: components["schemas"]["CodeDay"][];
            /**
             * First Day
             * Format: date
             * @description The first day, in the workspace's time zone.
             */
            first_day: string;
            /**
             * Last Day
             * Format: date
             * @description The last day, included.
             */
            last_day: string;
            /** Pools */
            pools: components["schemas"]["PoolStock"][];
            /**
             * Time Zone
             * @example Europe/Warsaw
             */
            time_zone: string;
        };
        /**
         * CodeView
         * @description A code, where it belongs and how far it is.
         */
        CodeView: {
            /** Assigned At */
            assigned_at: string | null;
            /** Attributes */
            attributes: {
                [key: string]: string;
            };
            /** Cancelled At */
            cancelled_at: string | null;
            /** Code */
            code: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Pool Id
             * Format: uuid
             */
            pool_id: string;
            /** Profile Id */
            profile_id: number | null;
            /** Redeemed At */
            redeemed_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "unassigned" | "assigned" | "redeemed" | "cancelled";
        };
        /**
         * ComparisonView
         * @description A variant against the control group or, where there is none, against the first variant.
         */
        ComparisonView: {
            /** @description The part of the customers who bought at all. */
            buyers: components["schemas"]["UpliftView"];
            /** @description What all customers of the arm spent more than they would have otherwise, in minor units. */
            extra_revenue: components["schemas"]["EstimateView"] | null;
            /** @description Revenue per customer of the arm, in minor units. */
            revenue: components["schemas"]["UpliftView"];
            /** @description The same with what customers spent in the 91 days before taken out (CUPED); null under 28 days of history. The verdict goes by this one where it is there. */
            revenue_adjusted: components["schemas"]["UpliftView"] | null;
            /** @description Additional revenue (after discounts) for each unit of discount; null without discount. */
            revenue_per_discount: components["schemas"]["EstimateView"] | null;
            revenue_per_purchase: components["schemas"]["UpliftView"];
            /**
             * Verdict
             * @enum {string}
             */
            verdict: "better" | "worse" | "undecided" | "blocked";
        };
        "Condition-Input": components["schemas"]["EverybodyCondition"] | components["schemas"]["AttributeCondition"] | components["schemas"]["TagCondition"] | components["schemas"]["AgreementCondition"] | components["schemas"]["IdentifierCondition"] | components["schemas"]["EventCondition"] | components["schemas"]["largesse__profiles__conditions__groups__AllOf-Input"] | components["schemas"]["largesse__profiles__conditions__groups__AnyOf-Input"] | components["schemas"]["largesse__profiles__conditions__groups__NotOf-Input"];
        "Condition-Output": components["schemas"]["EverybodyCondition"] | components["schemas"]["AttributeCondition"] | components["schemas"]["TagCondition"] | components["schemas"]["AgreementCondition"] | components["schemas"]["IdentifierCondition"] | components["schemas"]["EventCondition"] | components["schemas"]["largesse__profiles__conditions__groups__AllOf-Output"] | components["schemas"]["largesse__profiles__conditions__groups__AnyOf-Output"] | components["schemas"]["largesse__profiles__conditions__groups__NotOf-Output"];
        /**
         * ConfirmationInput
         * @description The order of a hold is paid.
         */
        ConfirmationInput: {
            /**
             * Late
             * @description What to do after the hold lapsed: `reserve` takes everything again if it is still free, `refuse` answers `hold_lapsed`.
             * @default reserve
             * @enum {string}
             */
            late: "reserve" | "refuse";
            /**
             * Order Id
             * @description Given to the redemption, if it has none.
             */
            order_id?: string | null;
        };
        /**
         * ConnectionInput
         * @description A new connection.
         */
        ConnectionInput: {
            /**
             * Kind
             * @description How we sign in, and where to.
             * @example {
             *       "base_url": "https://api.erp.example",
             *       "token": "s3cret-of-the-erp",
             *       "type": "bearer"
             *     }
             */
            kind: components["schemas"]["BasicConnection"] | components["schemas"]["BearerConnection"] | components["schemas"]["HeaderConnection"] | components["schemas"]["WorkspaceKeyConnection"] | components["schemas"]["SftpConnection"];
            /**
             * Name
             * @description Workflows may refer to it by its name, so no other connection has the same.
             * @example ERP
             */
            name: string;
        };
        /**
         * ConnectionPage
         * @description A page of connections, newest first.
         */
        ConnectionPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["ConnectionView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ConnectionPatch
         * @description Changes of a connection; what is left out stays.
         *
         *     Where a credential goes is changed only together with the credential: nobody can lead a stored one astray.
         */
        ConnectionPatch: {
            /**
             * Kind
             * @description The whole of it, secrets included; its type cannot change.
             */
            kind?: (components["schemas"]["BasicConnection"] | components["schemas"]["BearerConnection"] | components["schemas"]["HeaderConnection"] | components["schemas"]["WorkspaceKeyConnection"] | components["schemas"]["SftpConnection"]) | null;
            /**
             * Name
             * @description What refers to it by the old name no longer finds it; an id stays.
             */
            name?: string | null;
        };
        /**
         * ConnectionTestInput
         * @description What to try.
         */
        ConnectionTestInput: {
            /**
             * Path
             * @description Folder of an SFTP server to list. Default: where the sign-in ends up.
             */
            path?: string | null;
            /**
             * Url
             * @description What to GET: an address, or a path below `base_url` (of a workspace key: on this installation), such as /v1/status. Default: `base_url` itself.
             */
            url?: string | null;
        };
        /**
         * ConnectionTestView
         * @description What came of it.
         */
        ConnectionTestView: {
            /**
             * Files
             * @description Up to 20 names in the folder of an SFTP server.
             */
            files: string[] | null;
            /** Milliseconds */
            milliseconds: number;
            /**
             * Ok
             * @description Whether the other side let us in: a status below 400, or a list of files.
             */
            ok: boolean;
            /**
             * Reason
             * @description Why it failed.
             */
            reason: string | null;
            /**
             * Status
             * @description Status of the HTTP answer.
             */
            status: number | null;
        };
        /**
         * ConnectionView
         * @description A connection without its secrets.
         */
        ConnectionView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Has Secret
             * @description Whether a secret is stored; always so.
             */
            has_secret: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @description Its settings as they were given, without the secrets.
             */
            kind: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Name */
            name: string;
            /**
             * Secret Hint
             * @description Last 4 characters of the secret, for telling two apart; empty for keys and short ones.
             */
            secret_hint: string;
            /**
             * Type
             * @description Kind of the connection, such as `bearer`.
             */
            type: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * ControlGroup
         * @description The customers who get nothing; `share` in hundredths of a per cent.
         */
        ControlGroup: {
            /** Enabled */
            enabled: boolean;
            /**
             * Share
             * @description In hundredths of a per cent.
             * @default 0
             */
            share: number;
        };
        /**
         * Country
         * @description The order goes to one of these countries.
         */
        Country: {
            /**
             * Any Of
             * @description ISO 3166 codes of two letters, such as `PL`.
             * @example [
             *       "PL"
             *     ]
             */
            any_of: string[];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "country";
        };
        /**
         * CreatedKeyView
         * @description A key at its creation: the only time its secret is shown.
         */
        CreatedKeyView: {
            /** Addresses */
            addresses: string[];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Denied Events */
            denied_events: string[];
            /** Expires At */
            expires_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /**
             * Last Used At
             * @description Within a minute.
             */
            last_used_at: string | null;
            /** Name */
            name: string;
            /** Permissions */
            permissions: string[];
            /**
             * Prefix
             * @description First characters of the secret, to tell keys apart.
             */
            prefix: string;
            /** Revoked At */
            revoked_at: string | null;
            /** Secret */
            secret: string;
        };
        /**
         * CurrencyIs
         * @description The order is in one of these currencies.
         *
         *     Needed only where all amounts of the promotion name their currencies: plain amounts are in the
         *     promotion's own currency, and orders in another one are refused before any rule.
         */
        CurrencyIs: {
            /**
             * Any Of
             * @description ISO 4217 codes, such as `EUR`.
             * @example [
             *       "EUR"
             *     ]
             */
            any_of: string[];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "currency_is";
        };
        /**
         * CustomEffect
         * @description An effect that only your shop knows, such as a place in the front row, named with plain data.
         */
        CustomEffect: {
            /**
             * Name
             * @description Its name.
             * @example front_row
             */
            name: string;
            /**
             * Payload
             * @description Names and plain values.
             * @default {}
             */
            payload: {
                [key: string]: string | boolean | number | null;
            };
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "custom";
        };
        /**
         * CustomEvent
         * @description An event; `label` is accepted and not kept, as there.
         */
        CustomEvent: {
            /**
             * Action
             * @example cart.abandoned
             */
            action: string;
            client: components["schemas"]["EventClient"];
            /** Eventsalt */
            eventSalt?: string | null;
            /** Label */
            label?: (string | number) | null;
            /** Params */
            params?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Time */
            time?: string | null;
        };
        /**
         * CustomerKnown
         * @description It is known who buys: the order names a customer who has a profile.
         *
         *     The one rule about customers that has an answer without one: inside a group `not` it means guests.
         */
        CustomerKnown: {
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "customer_known";
        };
        /**
         * CustomerMatches
         * @description The customer's profile meets conditions: attributes, tags, agreements, identifiers.
         *
         *     They are the conditions of audiences. What the customer did is asked by the rules `event_count` and
         *     `audience`.
         */
        "CustomerMatches-Input": {
            /** @description The conditions; none of them of the type `event`. */
            conditions: components["schemas"]["Condition-Input"];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "customer_matches";
        };
        /**
         * CustomerMatches
         * @description The customer's profile meets conditions: attributes, tags, agreements, identifiers.
         *
         *     They are the conditions of audiences. What the customer did is asked by the rules `event_count` and
         *     `audience`.
         */
        "CustomerMatches-Output": {
            /** @description The conditions; none of them of the type `event`. */
            conditions: components["schemas"]["Condition-Output"];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "customer_matches";
        };
        /**
         * CustomerSegment
         * @description The customer belongs to a segment: an audience of ours.
         */
        CustomerSegment: {
            /**
             * Segment Id
             * Format: uuid
             */
            segment_id: string;
            /**
             * Type
             * @constant
             */
            type: "CustomerSegment";
        };
        /**
         * CustomerTag
         * @description The customer has any, all or none of these tags, written exactly so.
         */
        CustomerTag: {
            /**
             * Has
             * @description How many of them it must have.
             * @default any
             * @enum {string}
             */
            has: "any" | "all" | "none";
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Tags
             * @description The tags.
             * @example [
             *       "vip"
             *     ]
             */
            tags: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "customer_tag";
        };
        /**
         * DateAfter
         * @description The moment is after this one; after a date: after it has ended in UTC.
         */
        DateAfter: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "date_after";
            /**
             * Value
             * @description A moment or a date.
             */
            value: string;
        };
        /**
         * DateAnniversary
         * @description Today, in the workspace's time zone, is a later year's same day: a birthday.
         *
         *     The 29th of February is celebrated on the 28th in other years.
         */
        DateAnniversary: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "date_anniversary";
        };
        /**
         * DateBefore
         * @description The moment is before this one; before a date: before it begins in UTC.
         */
        DateBefore: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "date_before";
            /**
             * Value
             * @description A moment or a date.
             */
            value: string;
        };
        /**
         * DateBetween
         * @description The moment is between these two, both included; a date stands for its whole day in UTC.
         */
        DateBetween: {
            /**
             * End
             * @description The last moment or date.
             */
            end: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "date_between";
            /**
             * Start
             * @description The first moment or date.
             */
            start: string;
        };
        /**
         * DateInLast
         * @description The moment is in the last so many days or hours, up to now. A day is 24 hours.
         */
        DateInLast: {
            /**
             * Amount
             * @description How many.
             */
            amount: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "date_in_last";
            /**
             * Unit
             * @description Days of 24 hours, or hours.
             * @default days
             * @enum {string}
             */
            unit: "days" | "hours";
        };
        /**
         * DateInNext
         * @description The moment is in the next so many days or hours, after now. A day is 24 hours.
         */
        DateInNext: {
            /**
             * Amount
             * @description How many.
             */
            amount: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "date_in_next";
            /**
             * Unit
             * @description Days of 24 hours, or hours.
             * @default days
             * @enum {string}
             */
            unit: "days" | "hours";
        };
        /**
         * DateRange
         * @description Today is one of the days from a first to a last one, both whole, in the promotion's time zone.
         *
         *     It is over at the midnight that ends the last day. Several stretches are rules of this type in a group
         *     `any`.
         */
        DateRange: {
            /**
             * First Day
             * @description The first day; null: no beginning.
             * @example 2027-11-26
             */
            first_day?: string | null;
            /**
             * Last Day
             * @description The last day, itself included; null: no end.
             * @example 2027-11-29
             */
            last_day?: string | null;
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "date_range";
        };
        /**
         * DateToday
         * @description The moment is today in the workspace's time zone; a date without a time is taken as it is written.
         */
        DateToday: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "date_today";
        };
        /**
         * DayFigures
         * @description A day up to a moment.
         */
        DayFigures: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Money */
            money: components["schemas"]["Money"][];
            /** Redemptions */
            redemptions: number;
            /**
             * Until
             * Format: date-time
             * @description Up to this moment, the same time of the clock on both days.
             */
            until: string;
        };
        /**
         * DaysSinceLastOrder
         * @description The customer's last order is so many days ago, by the calendar of the promotion's time zone.
         *
         *     An order of yesterday is one day ago, whatever the hour.
         */
        DaysSinceLastOrder: {
            /**
             * At Least
             * @description So many days or more.
             */
            at_least?: number | null;
            /**
             * At Most
             * @description So many days or fewer.
             */
            at_most?: number | null;
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Never
             * @description Whether it also holds for customers who never ordered.
             * @default false
             */
            never: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "days_since_last_order";
        };
        /**
         * DeadMessages
         * @description Messages of the last seven days that are not tried any more.
         */
        DeadMessages: {
            /**
             * Count
             * @description At most 1,000 are counted.
             */
            count: number;
            /** Last Error */
            last_error: string | null;
        };
        /**
         * DecisionInput
         * @description What somebody decides about a case.
         */
        DecisionInput: {
            /**
             * Cancel Code
             * @description Make the code void for good. Only with `confirmed`, of codes.
             * @default false
             */
            cancel_code: boolean;
            /**
             * Note
             * @description Why; for those who look at the case later.
             */
            note?: string | null;
            /**
             * Replace
             * @description Decide anew what was decided before; without it that is a conflict.
             * @default false
             */
            replace: boolean;
            /**
             * Tag
             * @description Tag the customer, so that promotions and audiences can leave them out. Only with `confirmed`, of customers.
             * @example fraud
             */
            tag?: string | null;
            /**
             * Trust
             * @description Open no more cases about the subject. Only with `dismissed`.
             * @default false
             */
            trust: boolean;
            /**
             * Verdict
             * @description It is abuse, or it is harmless. What came before is not held against the subject again.
             * @enum {string}
             */
            verdict: "confirmed" | "dismissed";
        };
        /**
         * Definition
         * @description Everything about a promotion that decides what a cart gets.
         */
        "Definition-Input": {
            /**
             * Access
             * @default {
             *       "type": "automatic"
             *     }
             */
            access: components["schemas"]["Automatic"] | components["schemas"]["GenericCode"] | components["schemas"]["PoolCodes"] | components["schemas"]["GiftCards"] | components["schemas"]["ReferralCodes"];
            activation?: components["schemas"]["Activation"] | null;
            /**
             * Audience
             * @description `members`: known customers only; `handbill`: only who was given it by a personalised promotion; `custom`: only who was given it by a call or workflow.
             * @default all
             * @enum {string}
             */
            audience: "all" | "members" | "handbill" | "custom";
            /**
             * Audience Id
             * @description A saved audience the customer must belong to.
             */
            audience_id?: string | null;
            /**
             * Currency
             * @description Of its plain amounts; null: the workspace's.
             */
            currency?: string | null;
            /** @description Conditions on the customer's profile. */
            customers?: components["schemas"]["Condition-Input"] | null;
            /**
             * @default {
             *       "description": "",
             *       "headline": "",
             *       "images": [],
             *       "name": "",
             *       "params": {}
             *     }
             */
            display: components["schemas"]["Display"];
            /**
             * Ends At
             * @description Not good at this moment any more.
             */
            ends_at?: string | null;
            /**
             * @description Lines it may act on.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Limits
             * @default []
             */
            limits: components["schemas"]["Limit"][];
            /**
             * Rewards
             * @description What it gives, in this order.
             * @default []
             */
            rewards: (components["schemas"]["OrderAmount"] | components["schemas"]["OrderPercent-Input"] | components["schemas"]["OrderTotal"] | components["schemas"]["FreeShipping"] | components["schemas"]["ShippingDiscount-Input"] | components["schemas"]["LinePercent-Input"] | components["schemas"]["LineAmount"] | components["schemas"]["LinePrice"] | components["schemas"]["BuyGet-Input"] | components["schemas"]["Bundle-Input"] | components["schemas"]["FreeItem"] | components["schemas"]["ReplaceItem"] | components["schemas"]["largesse__promotions__rewards__product_item__ProductItem"] | components["schemas"]["EarnPoints-Input"] | components["schemas"]["PointsMultiplier-Input"] | components["schemas"]["PayWithPoints-Input"] | components["schemas"]["GiftCard-Input"] | components["schemas"]["GiftCredit"] | components["schemas"]["Cashback-Input"] | components["schemas"]["GiveCode"] | components["schemas"]["GenerateCode"] | components["schemas"]["ShowMessage"] | components["schemas"]["AddTag"] | components["schemas"]["CallWebhook"] | components["schemas"]["CustomEffect"])[];
            /** @description What must hold. */
            rules?: components["schemas"]["AnyRule-Input"] | null;
            /**
             * @default {
             *       "exclusive": false,
             *       "lane": "default",
             *       "percent_of": "current",
             *       "priority": 0,
             *       "zero_effect": "skip"
             *     }
             */
            stacking: components["schemas"]["Stacking-Input"];
            /** Starts At */
            starts_at?: string | null;
            /**
             * @default {
             *       "excluding": [],
             *       "only": []
             *     }
             */
            stores: components["schemas"]["Stores"];
            /**
             * Zone
             * @description IANA time zone of its rules and limits; null: the workspace's.
             */
            zone?: string | null;
        };
        /**
         * Definition
         * @description Everything about a promotion that decides what a cart gets.
         */
        "Definition-Output": {
            /**
             * Access
             * @default {
             *       "type": "automatic"
             *     }
             */
            access: components["schemas"]["Automatic"] | components["schemas"]["GenericCode"] | components["schemas"]["PoolCodes"] | components["schemas"]["GiftCards"] | components["schemas"]["ReferralCodes"];
            activation?: components["schemas"]["Activation"] | null;
            /**
             * Audience
             * @description `members`: known customers only; `handbill`: only who was given it by a personalised promotion; `custom`: only who was given it by a call or workflow.
             * @default all
             * @enum {string}
             */
            audience: "all" | "members" | "handbill" | "custom";
            /**
             * Audience Id
             * @description A saved audience the customer must belong to.
             */
            audience_id?: string | null;
            /**
             * Currency
             * @description Of its plain amounts; null: the workspace's.
             */
            currency?: string | null;
            /** @description Conditions on the customer's profile. */
            customers?: components["schemas"]["Condition-Output"] | null;
            /**
             * @default {
             *       "description": "",
             *       "headline": "",
             *       "images": [],
             *       "name": "",
             *       "params": {}
             *     }
             */
            display: components["schemas"]["Display"];
            /**
             * Ends At
             * @description Not good at this moment any more.
             */
            ends_at?: string | null;
            /**
             * @description Lines it may act on.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Limits
             * @default []
             */
            limits: components["schemas"]["Limit"][];
            /**
             * Rewards
             * @description What it gives, in this order.
             * @default []
             */
            rewards: (components["schemas"]["OrderAmount"] | components["schemas"]["OrderPercent-Output"] | components["schemas"]["OrderTotal"] | components["schemas"]["FreeShipping"] | components["schemas"]["ShippingDiscount-Output"] | components["schemas"]["LinePercent-Output"] | components["schemas"]["LineAmount"] | components["schemas"]["LinePrice"] | components["schemas"]["BuyGet-Output"] | components["schemas"]["Bundle-Output"] | components["schemas"]["FreeItem"] | components["schemas"]["ReplaceItem"] | components["schemas"]["ProductItem-Output"] | components["schemas"]["EarnPoints-Output"] | components["schemas"]["PointsMultiplier-Output"] | components["schemas"]["PayWithPoints-Output"] | components["schemas"]["GiftCard-Output"] | components["schemas"]["GiftCredit"] | components["schemas"]["Cashback-Output"] | components["schemas"]["GiveCode"] | components["schemas"]["GenerateCode"] | components["schemas"]["ShowMessage"] | components["schemas"]["AddTag"] | components["schemas"]["CallWebhook"] | components["schemas"]["CustomEffect"])[];
            /** @description What must hold. */
            rules?: components["schemas"]["AnyRule-Output"] | null;
            /**
             * @default {
             *       "exclusive": false,
             *       "lane": "default",
             *       "percent_of": "current",
             *       "priority": 0,
             *       "zero_effect": "skip"
             *     }
             */
            stacking: components["schemas"]["Stacking-Output"];
            /** Starts At */
            starts_at?: string | null;
            /**
             * @default {
             *       "excluding": [],
             *       "only": []
             *     }
             */
            stores: components["schemas"]["Stores"];
            /**
             * Zone
             * @description IANA time zone of its rules and limits; null: the workspace's.
             */
            zone?: string | null;
        };
        /**
         * DeleteInput
         * @description The code of the promotion to delete.
         */
        DeleteInput: {
            /** Value */
            value: string | number;
        };
        /**
         * DeliveryPage
         * @description A page of deliveries, newest first.
         */
        DeliveryPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["DeliveryView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * DeliveryView
         * @description An event on its way to a webhook, or there.
         */
        DeliveryView: {
            /**
             * Answer Status
             * @description HTTP status of the last answer, if there was one.
             */
            answer_status: number | null;
            /** Attempts */
            attempts: number;
            /**
             * Body
             * @description What is posted.
             */
            body: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Error
             * @description Why the last attempt failed, and what to change.
             */
            error: string | null;
            /** Event */
            event: string;
            /**
             * Id
             * Format: uuid
             * @description The header `webhook-id` of every attempt.
             */
            id: string;
            /**
             * Next At
             * Format: date-time
             * @description When it is tried next, while it is queued.
             */
            next_at: string;
            /** Sent At */
            sent_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "sent" | "failed" | "suppressed" | "bounced";
        };
        /**
         * DiscountFilter
         * @description Promotions by the kind of their rewards, or by how much they take off.
         */
        DiscountFilter: {
            /**
             * At Least
             * @description In minor units, as far as it can be said beforehand; of a percentage without a known price, per cent times 100.
             * @default 0
             */
            at_least: number;
            /**
             * Rewards
             * @description Types of rewards, such as line_percent; one of them. Empty: any.
             * @default []
             * @example [
             *       "line_percent"
             *     ]
             */
            rewards: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "discount";
        };
        /**
         * DiscountModeDetails
         * @description The steps of a discount that grows, and what counts as a use.
         */
        "DiscountModeDetails-Input": {
            /** Discountsteps */
            discountSteps: components["schemas"]["DiscountStep-Input"][];
            /**
             * Discountusagetrigger
             * @default TRANSACTION
             * @enum {string}
             */
            discountUsageTrigger: "TRANSACTION" | "REDEEM";
        };
        /**
         * DiscountModeDetails
         * @description The steps of a discount that grows, and what counts as a use.
         */
        "DiscountModeDetails-Output": {
            /** Discountsteps */
            discountSteps: components["schemas"]["DiscountStep-Output"][];
            /**
             * Discountusagetrigger
             * @default TRANSACTION
             * @enum {string}
             */
            discountUsageTrigger: "TRANSACTION" | "REDEEM";
        };
        /**
         * DiscountSource
         * @description What gave the discount.
         */
        DiscountSource: {
            /**
             * Couponid
             * @description The coupon's code.
             */
            couponId: string | null;
            /** Promotioncode */
            promotionCode: string;
            /** Promotionname */
            promotionName: string;
            /**
             * Promotionuuid
             * Format: uuid
             */
            promotionUuid: string;
        };
        /**
         * DiscountStep
         * @description From so many uses on, so much.
         */
        "DiscountStep-Input": {
            /** Discountvalue */
            discountValue: number | string;
            /** Usagethreshold */
            usageThreshold: number;
        };
        /**
         * DiscountStep
         * @description From so many uses on, so much.
         */
        "DiscountStep-Output": {
            /** Discountvalue */
            discountValue: number;
            /** Usagethreshold */
            usageThreshold: number;
        };
        /**
         * Display
         * @description What customers see of it.
         */
        Display: {
            /**
             * Description
             * @default
             */
            description: string;
            /** Ends At */
            ends_at?: string | null;
            /**
             * Headline
             * @default
             */
            headline: string;
            /**
             * Images
             * @default []
             */
            images: components["schemas"]["Image"][];
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Params
             * @description Free data for your app.
             * @default {}
             */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Price
             * @description A price to show, in minor units.
             */
            price?: number | null;
            /**
             * Starts At
             * @description Shown from here on; null: as long as it is good.
             */
            starts_at?: string | null;
        };
        /**
         * DraftPreviewInput
         * @description A mail that is being written, and for whom it is rendered.
         */
        DraftPreviewInput: {
            event?: components["schemas"]["SampleEvent"] | null;
            /**
             * Format
             * @description `mjml` is turned into HTML when it is saved.
             * @default html
             * @enum {string}
             */
            format: "html" | "mjml";
            /**
             * Html
             * @description The mail as HTML or MJML, with inserts.
             * @example <p>Hello {{ customer.firstname|default('friend') }}</p>
             */
            html: string;
            /** @description Without one, the customer is empty. */
            profile?: components["schemas"]["Identifier"] | null;
            /**
             * Subject
             * @description One line; inserts such as `{{ customer.firstname }}` are filled for each recipient.
             * @example A code for you, {{ customer.firstname|default('friend') }}
             */
            subject: string;
            /**
             * Text
             * @description For programs that show no HTML; made from the HTML when it is left out.
             */
            text?: string | null;
        };
        /**
         * Duration
         * @description A length of time.
         */
        Duration: {
            /**
             * Count
             * @example 5
             */
            count: number;
            /**
             * Unit
             * @default minutes
             * @enum {string}
             */
            unit: "seconds" | "minutes" | "hours" | "days" | "weeks";
        };
        /**
         * EarlyRedemptions
         * @description A customer redeems again and again within the first hour after the profile was made.
         *
         *     Alone it does not open a case with the settings of a new workspace; it adds to others.
         */
        EarlyRedemptions: {
            /**
             * Points
             * @description What it adds to the score of a case once its threshold is reached; up to twice as much the further it is passed.
             * @default 20
             */
            points: number;
            /**
             * Redemptions
             * @description So many redemptions in the first hour.
             * @default 2
             */
            redemptions: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "early_redemptions";
        };
        /**
         * EarnPoints
         * @description Points for the customer: so many at once, or so many for each amount spent on the items.
         *
         *     What is spent is what the items cost after the discounts that were reckoned before this one.
         */
        "EarnPoints-Input": {
            /**
             * @description What money must be spent on.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Lasts
             * @description How long the points are good; null: for ever.
             */
            lasts?: string | null;
            /**
             * Most
             * @description Never more than so many.
             */
            most?: number | null;
            /**
             * Multiplier
             * @description What the points are multiplied by, rounded half up.
             * @default 1
             */
            multiplier: number | string;
            /**
             * Partial
             * @description Whether parts of `per` count in proportion, rounded half up.
             * @default false
             */
            partial: boolean;
            /**
             * Per
             * @description So many for each full amount like this that is spent; null: once.
             */
            per?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Points
             * @description How many, or steps of them.
             * @example 100
             */
            points: number | components["schemas"]["PointsSteps"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "points";
        };
        /**
         * EarnPoints
         * @description Points for the customer: so many at once, or so many for each amount spent on the items.
         *
         *     What is spent is what the items cost after the discounts that were reckoned before this one.
         */
        "EarnPoints-Output": {
            /**
             * @description What money must be spent on.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Lasts
             * @description How long the points are good; null: for ever.
             */
            lasts?: string | null;
            /**
             * Most
             * @description Never more than so many.
             */
            most?: number | null;
            /**
             * Multiplier
             * @description What the points are multiplied by, rounded half up.
             * @default 1
             */
            multiplier: string;
            /**
             * Partial
             * @description Whether parts of `per` count in proportion, rounded half up.
             * @default false
             */
            partial: boolean;
            /**
             * Per
             * @description So many for each full amount like this that is spent; null: once.
             */
            per?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Points
             * @description How many, or steps of them.
             * @example 100
             */
            points: number | components["schemas"]["PointsSteps"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "points";
        };
        /**
         * Edge
         * @description From a port of a node to another node.
         */
        Edge: {
            /** From */
            from: string;
            /**
             * Port
             * @default default
             */
            port: string;
            /** To */
            to: string;
        };
        /**
         * EitherFilter
         * @description At least one of these holds.
         */
        "EitherFilter-Input": {
            /**
             * Filters
             * @description The filters.
             */
            filters: components["schemas"]["AnyFilter-Input"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "any";
        };
        /**
         * EitherFilter
         * @description At least one of these holds.
         */
        "EitherFilter-Output": {
            /**
             * Filters
             * @description The filters.
             */
            filters: components["schemas"]["AnyFilter-Output"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "any";
        };
        /**
         * Empty
         * @description There is nothing: no such value, null, only white space, an empty list or object.
         */
        Empty: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "empty";
        };
        /**
         * EndingHolds
         * @description Holds that end within the hour unless they are confirmed.
         */
        EndingHolds: {
            /**
             * Count
             * @description At most 1,000 are counted.
             */
            count: number;
            /** Next At */
            next_at: string | null;
        };
        /**
         * EndingPromotion
         * @description A promotion or campaign in force that ends within days.
         */
        EndingPromotion: {
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "promotion" | "campaign";
            /** Name */
            name: string;
        };
        /**
         * EstimateView
         * @description An effect with an interval that stays true however often one looks; null: it cannot be told.
         */
        EstimateView: {
            /** High */
            high: number | null;
            /** Low */
            low: number | null;
            /**
             * P Value
             * @description Always valid: below 0.05 may be acted on at any look.
             */
            p_value: number | null;
            /** Value */
            value: number;
        };
        /**
         * EventBatch
         * @description Up to 1,000 events, in this order.
         */
        EventBatch: {
            /** Items */
            items: components["schemas"]["EventInput"][];
        };
        /**
         * EventBatchView
         * @description What became of the events of a batch, in their order.
         */
        EventBatchView: {
            /** Failed */
            failed: number;
            /** Items */
            items: components["schemas"]["EventResult"][];
        };
        /**
         * EventClient
         * @description Whose event it is.
         */
        EventClient: {
            /** Customid */
            customId?: (string | number) | null;
            /** Email */
            email?: (string | number) | null;
            /** Id */
            id?: number | null;
            /** Phone */
            phone?: (string | number) | null;
            /** Uuid */
            uuid?: string | null;
        };
        /**
         * EventCondition
         * @description How often something happened to the profile, by the log of events.
         */
        EventCondition: {
            /**
             * Count
             * @description How `times` is meant.
             * @default at_least
             * @enum {string}
             */
            count: "at_least" | "at_most" | "exactly";
            /**
             * Event
             * @description Name of the event.
             * @example cart.abandoned
             */
            event: string;
            /**
             * Times
             * @description How often it happened.
             * @default 1
             */
            times: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "event";
            /**
             * Where
             * @description On params of the event; all must hold.
             * @default []
             */
            where: components["schemas"]["ParamCondition"][];
            /**
             * Window
             * @description When it happened.
             * @default {
             *       "type": "ever"
             *     }
             */
            window: components["schemas"]["EverWindow"] | components["schemas"]["LastWindow"] | components["schemas"]["BetweenWindow"];
        };
        /**
         * EventCount
         * @description The customer did something so often, by the log of events: ever, or lately.
         *
         *     With `multiple_of` it is good at every so many times: at the fifth visit, the tenth, and so on.
         */
        EventCount: {
            /**
             * At Least
             * @description So many or more.
             */
            at_least?: number | null;
            /**
             * At Most
             * @description So many or fewer.
             */
            at_most?: number | null;
            /**
             * Days
             * @description In the last so many days of 24 hours; null: ever.
             */
            days?: number | null;
            /**
             * Event
             * @description Name of the event.
             * @example cart.abandoned
             */
            event: string;
            /**
             * Exactly
             * @description Just so many; instead of the other bounds.
             */
            exactly?: number | null;
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Multiple Of
             * @description Every so many: 3 means 3, 6, 9 and so on, not 0.
             */
            multiple_of?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "event_count";
        };
        /**
         * EventInput
         * @description An event of a profile; an unknown profile is made.
         */
        EventInput: {
            /**
             * Name
             * @example cart.abandoned
             */
            name: string;
            /**
             * Params
             * @description Free details. `time`, `ip`, `apiKey`, `eventUUID`, `modifiedBy` and `businessProfileId` are overwritten by what is true.
             * @default {}
             */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * @example {
             *       "custom_id": "c1"
             *     }
             */
            profile: components["schemas"]["Identifier"];
            /**
             * Salt
             * @description The same salt, time, profile and name overwrite the params, and start nothing again.
             */
            salt?: string | null;
            /**
             * Time
             * @description When it happened; a future moment becomes the moment of arrival.
             */
            time?: string | null;
        };
        /**
         * EventPage
         * @description A page of events, the latest arrival first.
         */
        EventPage: {
            /**
             * Has More
             * @description A filtered page may be short, even empty, and still have more after it.
             */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["EventView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * EventReceipt
         * @description A received event.
         */
        EventReceipt: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Is New
             * @description False when it overwrote an event with the same salt.
             */
            is_new: boolean;
            /** Profile Id */
            profile_id: number;
        };
        /**
         * EventResult
         * @description What became of one event of a batch.
         */
        EventResult: {
            error?: components["schemas"]["ItemError"] | null;
            /** Id */
            id?: string | null;
            /** Index */
            index: number;
            /**
             * Result
             * @enum {string}
             */
            result: "created" | "overwritten" | "failed";
        };
        /**
         * EventView
         * @description An event.
         */
        EventView: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Profile Id */
            profile_id: number | null;
            /**
             * Source
             * @description Who sent it, such as `api_key:0192...`; `system` for background work.
             */
            source: string;
            /**
             * Time
             * Format: date-time
             */
            time: string;
        };
        /**
         * EventWord
         * @description An event that happens.
         */
        EventWord: {
            /** Name */
            name: string;
            /**
             * Params
             * @description Names of its params.
             */
            params: string[];
            /**
             * Seen
             * @description How many of the events that were looked at have this name.
             */
            seen: number;
        };
        /**
         * EventWords
         * @description Names among the latest events, the most frequent first.
         */
        EventWords: {
            /** Items */
            items: components["schemas"]["EventWord"][];
            /**
             * Looked At
             * @description How many events were looked at.
             */
            looked_at: number;
        };
        /**
         * EverWindow
         * @description Whenever it was.
         */
        EverWindow: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ever";
        };
        /**
         * EverybodyCondition
         * @description Every profile of the workspace.
         */
        EverybodyCondition: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "everybody";
        };
        /**
         * ExplanationView
         * @description A rule's answer, with those of the rules it is made of.
         */
        ExplanationView: {
            /** Message */
            message?: string | null;
            /** Missing */
            missing?: number | null;
            needed?: components["schemas"]["JsonValue"];
            observed?: components["schemas"]["JsonValue"];
            /**
             * Parts
             * @default []
             */
            parts: components["schemas"]["ExplanationView"][];
            /** Passed */
            passed: boolean;
            /**
             * Reason
             * @description A stable code; empty where it passed.
             */
            reason: string;
            /**
             * Rule
             * @description Its type; empty for what is asked before any rule.
             */
            rule: string;
        };
        /**
         * FailingWebhook
         * @description A webhook whose deliveries fail, or that was switched off for it.
         */
        FailingWebhook: {
            /** Disabled At */
            disabled_at: string | null;
            /** Failing Since */
            failing_since: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * FamiliesView
         * @description Every family of variants.
         */
        FamiliesView: {
            /**
             * Definitions
             * @description Schemas that those of the variants refer to.
             */
            definitions: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            /** Families */
            families: {
                [key: string]: components["schemas"]["VariantView"][];
            };
        };
        /**
         * FastRedemptions
         * @description A customer redeems more often than a person shops: within an hour, or within a day.
         */
        FastRedemptions: {
            /**
             * In A Day
             * @description So many redemptions in the last 24 hours.
             * @default 15
             */
            in_a_day: number;
            /**
             * In An Hour
             * @description So many redemptions in any hour of the last 24.
             * @default 6
             */
            in_an_hour: number;
            /**
             * Points
             * @description What it adds to the score of a case once its threshold is reached; up to twice as much the further it is passed.
             * @default 60
             */
            points: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "fast_redemptions";
        };
        /**
         * FieldError
         * @description One wrong field; `code` is the status, as a number.
         */
        FieldError: {
            /** Code */
            code: number;
            /** Field */
            field: string;
            /** Message */
            message: string;
            /** @default null */
            rejectedValue: components["schemas"]["JsonValue"];
        };
        /**
         * FileView
         * @description A file that was uploaded for workflows.
         */
        FileView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Name
             * @description As it was called where it came from.
             */
            name: string;
            /**
             * Sha256
             * @description In hexadecimal.
             */
            sha256: string;
            /**
             * Size
             * @description In bytes.
             */
            size: number;
        };
        /**
         * FindingView
         * @description What a signal found.
         */
        FindingView: {
            /**
             * Customers
             * @description Numbers of other customers whom it concerns, 100 at most.
             */
            customers: number[];
            /**
             * Hours
             * @description Within how many hours, where the signal looks at several lengths of time.
             */
            hours?: number | null;
            /**
             * Needed
             * @description From this on it is suspicious.
             */
            needed: number;
            /** Observed */
            observed: number;
            /**
             * Of
             * @description How many there were in all, where a share of them is what is suspicious.
             */
            of?: number | null;
            /** Points */
            points: number;
            /**
             * Signal
             * @description Type of the signal.
             * @example code_guessing
             */
            signal: string;
            /** Text */
            text: string;
            /** Title */
            title: string;
        };
        /**
         * FirstSteps
         * @description What a new workspace has already; the console's checklist.
         */
        FirstSteps: {
            /** Has Codes */
            has_codes: boolean;
            /** Has Customer */
            has_customer: boolean;
            /** Has Pool */
            has_pool: boolean;
            /**
             * Has Promotion
             * @description One was published.
             */
            has_promotion: boolean;
            /** Has Redemption */
            has_redemption: boolean;
            /** Has Workflow */
            has_workflow: boolean;
        };
        /**
         * FixedActivity
         * @description One set for each customer, good on these days of the workspace's time zone.
         */
        FixedActivity: {
            /**
             * First Day
             * Format: date
             * @description From the first moment of this day on.
             * @example 2027-03-01
             */
            first_day: string;
            /**
             * Last Day
             * Format: date
             * @description The last day it is good, all of it.
             * @example 2027-03-14
             */
            last_day: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "fixed";
        };
        /**
         * FraudCasePage
         * @description A page of cases, the highest score first.
         */
        FraudCasePage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["FraudCaseView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * FraudCaseView
         * @description A subject that signals flagged.
         */
        FraudCaseView: {
            /** Decided At */
            decided_at: string | null;
            /**
             * Decided By
             * @example member:0192...
             */
            decided_by: string | null;
            /** Decided By Name */
            decided_by_name: string | null;
            /**
             * Findings
             * @description The heaviest first.
             */
            findings: components["schemas"]["FindingView"][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Note */
            note: string | null;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /** Score */
            score: number;
            /**
             * Seen At
             * Format: date-time
             * @description When a signal last found more.
             */
            seen_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "open" | "confirmed" | "dismissed";
            subject: components["schemas"]["SubjectView"];
            /**
             * Trusted
             * @description No case about the subject is opened any more.
             */
            trusted: boolean;
        };
        /**
         * FraudSettings
         * @description What a workspace holds suspicious; a signal that is left out is off.
         */
        "FraudSettings-Input": {
            /**
             * Signals
             * @description What is looked for, each signal once.
             * @default [
             *       {
             *         "codes": 10,
             *         "points": 60,
             *         "type": "code_guessing"
             *       },
             *       {
             *         "in_a_day": 15,
             *         "in_an_hour": 6,
             *         "points": 50,
             *         "type": "fast_redemptions"
             *       },
             *       {
             *         "customers": 3,
             *         "points": 60,
             *         "type": "shared_code"
             *       },
             *       {
             *         "customers": 3,
             *         "points": 60,
             *         "type": "alias_accounts"
             *       },
             *       {
             *         "points": 50,
             *         "rolled_back": 4,
             *         "share": "50",
             *         "type": "refunds"
             *       },
             *       {
             *         "points": 20,
             *         "redemptions": 2,
             *         "type": "early_redemptions"
             *       },
             *       {
             *         "points": 60,
             *         "redemptions": 10,
             *         "type": "staff_discounts"
             *       }
             *     ]
             */
            signals: (components["schemas"]["CodeGuessing"] | components["schemas"]["FastRedemptions"] | components["schemas"]["SharedCode"] | components["schemas"]["AliasAccounts"] | components["schemas"]["Refunds-Input"] | components["schemas"]["EarlyRedemptions"] | components["schemas"]["StaffDiscounts"])[];
            /**
             * Threshold
             * @description The score from which on a case is opened; scores end at 100.
             * @default 50
             */
            threshold: number;
        };
        /**
         * FraudSettings
         * @description What a workspace holds suspicious; a signal that is left out is off.
         */
        "FraudSettings-Output": {
            /**
             * Signals
             * @description What is looked for, each signal once.
             * @default [
             *       {
             *         "codes": 10,
             *         "points": 60,
             *         "type": "code_guessing"
             *       },
             *       {
             *         "in_a_day": 15,
             *         "in_an_hour": 6,
             *         "points": 50,
             *         "type": "fast_redemptions"
             *       },
             *       {
             *         "customers": 3,
             *         "points": 60,
             *         "type": "shared_code"
             *       },
             *       {
             *         "customers": 3,
             *         "points": 60,
             *         "type": "alias_accounts"
             *       },
             *       {
             *         "points": 50,
             *         "rolled_back": 4,
             *         "share": "50",
             *         "type": "refunds"
             *       },
             *       {
             *         "points": 20,
             *         "redemptions": 2,
             *         "type": "early_redemptions"
             *       },
             *       {
             *         "points": 60,
             *         "redemptions": 10,
             *         "type": "staff_discounts"
             *       }
             *     ]
             */
            signals: (components["schemas"]["CodeGuessing"] | components["schemas"]["FastRedemptions"] | components["schemas"]["SharedCode"] | components["schemas"]["AliasAccounts"] | components["schemas"]["Refunds-Output"] | components["schemas"]["EarlyRedemptions"] | components["schemas"]["StaffDiscounts"])[];
            /**
             * Threshold
             * @description The score from which on a case is opened; scores end at 100.
             * @default 50
             */
            threshold: number;
        };
        /**
         * FreeItem
         * @description Free units of an article: those in the cart cost nothing, and those that are missing are given beside.
         *
         *     `always_new` gives new units whatever lies in the cart. `only_missing` makes units in the cart free and
         *     gives the rest. `many` does the same for each so many bought units of `items`. `same` gives, of each
         *     article of `items`, more of that article. Units that cost nothing already count as given, so that asking
         *     again gives nothing twice.
         */
        FreeItem: {
            /**
             * Each
             * @description Of `many` and `same`: how many bought units make a set.
             * @default 1
             */
            each: number;
            /**
             * @description Of `many` and `same`: what must be bought for it.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Mode
             * @description What becomes of units that lie in the cart already.
             * @default only_missing
             * @enum {string}
             */
            mode: "always_new" | "only_missing" | "many" | "same";
            /**
             * Quantity
             * @description How many; of `many` and `same`: for each set bought.
             * @default 1
             */
            quantity: number;
            /**
             * Sku
             * @description The article; all modes but `same` need it.
             * @example MUG-1
             */
            sku?: string | null;
            /**
             * Times
             * @description Of `many` and `same`: at most so many sets; null: as many as there are.
             */
            times?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "free_item";
        };
        /**
         * FreeShipping
         * @description Shipping costs nothing, or so much less.
         */
        FreeShipping: {
            /**
             * Most
             * @description Never more than this off shipping.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "free_shipping";
        };
        /**
         * GenerateCode
         * @description The customer is given a code that is made at that moment, in a pool, by a pattern.
         */
        GenerateCode: {
            /**
             * Lasts
             * @description How long the code is good; null: as the pool says.
             */
            lasts?: string | null;
            /**
             * @description What the code looks like.
             * @default {
             *       "charset": "readable",
             *       "check_character": false,
             *       "prefix": "",
             *       "suffix": ""
             *     }
             */
            pattern: components["schemas"]["CodePattern"];
            /**
             * Pool Id
             * Format: uuid
             * @description The pool the new code belongs to.
             */
            pool_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "generate_code";
        };
        /**
         * GenerateProductItem
         * @description An item that goes with the order.
         */
        GenerateProductItem: {
            /**
             * Quantity
             * @default 1
             */
            quantity: number;
            /** Sku */
            sku: string;
            /**
             * Type
             * @constant
             */
            type: "GenerateProductItem";
        };
        /**
         * GenerationInput
         * @description How many codes to generate, and what they look like.
         */
        GenerationInput: {
            /**
             * Charset
             * @default readable
             */
            charset: string;
            /**
             * Check Character
             * @default false
             */
            check_character: boolean;
            /**
             * Count
             * @description How many.
             */
            count: number;
            /** Length */
            length?: number | null;
            /** Pattern */
            pattern?: string | null;
            /**
             * Prefix
             * @default
             */
            prefix: string;
            /**
             * Suffix
             * @default
             */
            suffix: string;
        };
        /**
         * GenericCode
         * @description One code for everybody, such as SUMMER10.
         */
        GenericCode: {
            /**
             * Code
             * @description The code; unique in the workspace, codes of pools included.
             * @example SPRING-7KQ2-X9FD
             */
            code: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "generic_code";
        };
        /**
         * GiftCard
         * @description The customer pays with the gift card whose code was given; what is left stays on the card.
         */
        "GiftCard-Input": {
            /**
             * Asked In
             * @description Field of the cart's metadata where the customer says how much to spend at most, in minor units; null, or a cart without it: as much as possible.
             */
            asked_in?: string | null;
            /**
             * @description What may be paid with the card.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Most
             * @description Never more than this of one order.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Percent
             * @description Never more than this share of what the card may pay for, rounded half up.
             */
            most_percent?: (number | string) | null;
            /**
             * Shipping
             * @description Whether it pays for shipping, after the items.
             * @default true
             */
            shipping: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "gift_card";
        };
        /**
         * GiftCard
         * @description The customer pays with the gift card whose code was given; what is left stays on the card.
         */
        "GiftCard-Output": {
            /**
             * Asked In
             * @description Field of the cart's metadata where the customer says how much to spend at most, in minor units; null, or a cart without it: as much as possible.
             */
            asked_in?: string | null;
            /**
             * @description What may be paid with the card.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Most
             * @description Never more than this of one order.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Percent
             * @description Never more than this share of what the card may pay for, rounded half up.
             */
            most_percent?: string | null;
            /**
             * Shipping
             * @description Whether it pays for shipping, after the items.
             * @default true
             */
            shipping: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "gift_card";
        };
        /**
         * GiftCardView
         * @description A gift card and what is left on it.
         */
        GiftCardView: {
            /**
             * Balance
             * @description Minor units.
             */
            balance: number;
            /** Code */
            code: string;
            /** Currency */
            currency: string;
            /** Expires At */
            expires_at: string | null;
            /**
             * Is Issued
             * @description False: never used; the balance is what it will begin with.
             */
            is_issued: boolean;
            /**
             * Profile Id
             * @description Whose card it is.
             */
            profile_id: number | null;
            /**
             * Promotion Id
             * Format: uuid
             */
            promotion_id: string;
            /**
             * State
             * @enum {string}
             */
            state: "unassigned" | "assigned" | "redeemed" | "cancelled";
        };
        /**
         * GiftCards
         * @description Codes of a pool that hold money, which is spent in several redemptions until nothing is left.
         */
        GiftCards: {
            /**
             * Balance
             * @description What a card holds at first; the attribute `balance` of a code goes before.
             */
            balance: number | {
                [key: string]: number;
            };
            /**
             * Pool Id
             * Format: uuid
             * @description The pool; it belongs to one promotion at most.
             */
            pool_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "gift_cards";
        };
        /**
         * GiftChangeView
         * @description The entry that was made, and the balance after it.
         */
        GiftChangeView: {
            /** Balance */
            balance: number;
            entry: components["schemas"]["GiftEntryView"];
        };
        /**
         * GiftCredit
         * @description Money onto a gift card: the one whose code was given, or a new one from a pool of gift cards.
         */
        GiftCredit: {
            /**
             * Amount
             * @description How much, or steps of it.
             * @example 1000
             */
            amount: (number | {
                [key: string]: number;
            }) | components["schemas"]["MoneySteps"];
            /**
             * Pool Id
             * @description The pool a new card is taken from; null: the card whose code was given.
             */
            pool_id?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "gift_credit";
        };
        /**
         * GiftEntryInput
         * @description Money to put on a gift card, or (`adjust`) to put on or take off by the hand of the staff.
         */
        GiftEntryInput: {
            /**
             * Amount
             * @description Minor units of the card's currency; negative takes off.
             * @example 2500
             */
            amount: number;
            /**
             * Kind
             * @description `credit` only adds; `adjust` corrects. Both are audited.
             * @default credit
             * @enum {string}
             */
            kind: "credit" | "adjust";
            /**
             * Reason
             * @description `adjust` needs one.
             * @default
             * @example Topped up at the till
             */
            reason: string;
        };
        /**
         * GiftEntryPage
         * @description A page of entries, latest first.
         */
        GiftEntryPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["GiftEntryView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * GiftEntryView
         * @description One entry of a gift card.
         */
        GiftEntryView: {
            /** Actor */
            actor: string;
            /**
             * Amount
             * @description Minor units; negative: spent or taken off.
             */
            amount: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Id */
            id: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "issue" | "spend" | "return" | "credit" | "adjust";
            /** Reason */
            reason: string;
            /** Redemption Id */
            redemption_id: string | null;
        };
        /**
         * GiveCode
         * @description The customer is given a code that exists already: from a pool, or from the pool of another promotion.
         *
         *     Codes of other companies, such as cinema tickets, are given from the pool they were imported into.
         */
        GiveCode: {
            /**
             * Pool Id
             * @description The pool.
             */
            pool_id?: string | null;
            /**
             * Promotion Id
             * @description Or the promotion whose pool it is.
             */
            promotion_id?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "give_code";
        };
        /**
         * GrantView
         * @description Something given beside the discount.
         */
        GrantView: {
            /** Amount */
            amount: number;
            /**
             * Kind
             * @description points, gift_credit, cashback, code, item, message, tag, webhook, custom.
             */
            kind: string;
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * GrantedDiscount
         * @description What one promotion takes off a line.
         */
        GrantedDiscount: {
            /**
             * Discountorigin
             * @enum {string}
             */
            discountOrigin: "PROMOTION" | "COUPON";
            /** Discountvalue */
            discountValue: string;
            source: components["schemas"]["DiscountSource"];
        };
        /**
         * GrantsReport
         * @description The coupons of a receipt.
         */
        GrantsReport: {
            /** Errors */
            errors: components["schemas"]["PrintoutError"][];
            /** Printouts */
            printouts: components["schemas"]["Printout"][];
        };
        /**
         * Graph
         * @description Nodes and the edges between them; a draft's nodes need not be whole.
         */
        Graph: {
            /**
             * Edges
             * @default []
             */
            edges: components["schemas"]["Edge"][];
            /**
             * Nodes
             * @default []
             */
            nodes: {
                [key: string]: components["schemas"]["JsonValue"];
            }[];
        };
        /**
         * GraphProblem
         * @description What keeps a workflow from being published.
         */
        GraphProblem: {
            /** Code */
            code: string;
            /**
             * Facts
             * @description What the message names, such as `port`, to say it in another language.
             * @default {}
             */
            facts: {
                [key: string]: string | number;
            };
            /**
             * Field
             * @description The setting.
             */
            field?: string | null;
            /**
             * Is Warning
             * @description A warning does not keep it from being published.
             * @default false
             */
            is_warning: boolean;
            /** Message */
            message: string;
            /**
             * Node
             * @description Id of the node, if it is one node's.
             */
            node: string | null;
        };
        /**
         * HandbillAnswer
         * @description One handbill.
         */
        HandbillAnswer: {
            data: components["schemas"]["HandbillItem"];
        };
        /**
         * HandbillDefinition
         * @description What is offered, to whom, and for how long.
         *
         *     Shares of variants and control group are 10,000 together when it is published.
         */
        "HandbillDefinition-Input": {
            /**
             * Activity
             * @default {
             *       "days": 7,
             *       "type": "relative"
             *     }
             */
            activity: components["schemas"]["RelativeActivity"] | components["schemas"]["FixedActivity"] | components["schemas"]["WeeklyActivity"];
            /**
             * Avoid Overlap
             * @description Articles that a promotion in the customer's hands is for are not offered again, nor one article twice.
             * @default true
             */
            avoid_overlap: boolean;
            /** @description Weights of yours on the engine's scores. */
            boost?: components["schemas"]["BoostSettings"] | null;
            /**
             * Candidates
             * @description Of `engine`: promotions of the audience `handbill` only, or any that is published.
             * @default handbill
             * @enum {string}
             */
            candidates: "handbill" | "any";
            /**
             * Control Share
             * @description Of customers who get nothing, to compare with; 0: no control group.
             * @default 1000
             */
            control_share: number;
            /**
             * Objective
             * @description What the engine ranks by: probability; also by price; or goods not bought before.
             * @default relevance
             * @enum {string}
             */
            objective: "relevance" | "value" | "discover";
            /**
             * Precompute
             * @description Sets are made for all customers at publication and whenever a period ends; else each at its first reading.
             * @default true
             */
            precompute: boolean;
            /**
             * Printout
             * @description Of `check_out`: the text under the receipt, a template; it knows `code`, `name`, `headline`, `description`, `ends_at`, `params` and `place`.
             * @example {{ name }}: show {{ code }} next time
             */
            printout?: string | null;
            /**
             * Promotions
             * @description Of `manual`: promotions, best first; no others are offered.
             * @default []
             */
            promotions: string[];
            /**
             * Selection
             * @description Who ranks promotions: the engine, or you by `promotions`.
             * @default engine
             * @enum {string}
             */
            selection: "engine" | "manual";
            /**
             * Slots
             * @description From top to bottom.
             * @default []
             */
            slots: components["schemas"]["HandbillSlot-Input"][];
            /**
             * Variants
             * @default [
             *       {
             *         "name": "A",
             *         "share": 9000
             *       }
             *     ]
             */
            variants: components["schemas"]["HandbillVariant-Input"][];
        };
        /**
         * HandbillDefinition
         * @description What is offered, to whom, and for how long.
         *
         *     Shares of variants and control group are 10,000 together when it is published.
         */
        "HandbillDefinition-Output": {
            /**
             * Activity
             * @default {
             *       "days": 7,
             *       "type": "relative"
             *     }
             */
            activity: components["schemas"]["RelativeActivity"] | components["schemas"]["FixedActivity"] | components["schemas"]["WeeklyActivity"];
            /**
             * Avoid Overlap
             * @description Articles that a promotion in the customer's hands is for are not offered again, nor one article twice.
             * @default true
             */
            avoid_overlap: boolean;
            /** @description Weights of yours on the engine's scores. */
            boost?: components["schemas"]["BoostSettings"] | null;
            /**
             * Candidates
             * @description Of `engine`: promotions of the audience `handbill` only, or any that is published.
             * @default handbill
             * @enum {string}
             */
            candidates: "handbill" | "any";
            /**
             * Control Share
             * @description Of customers who get nothing, to compare with; 0: no control group.
             * @default 1000
             */
            control_share: number;
            /**
             * Objective
             * @description What the engine ranks by: probability; also by price; or goods not bought before.
             * @default relevance
             * @enum {string}
             */
            objective: "relevance" | "value" | "discover";
            /**
             * Precompute
             * @description Sets are made for all customers at publication and whenever a period ends; else each at its first reading.
             * @default true
             */
            precompute: boolean;
            /**
             * Printout
             * @description Of `check_out`: the text under the receipt, a template; it knows `code`, `name`, `headline`, `description`, `ends_at`, `params` and `place`.
             * @example {{ name }}: show {{ code }} next time
             */
            printout?: string | null;
            /**
             * Promotions
             * @description Of `manual`: promotions, best first; no others are offered.
             * @default []
             */
            promotions: string[];
            /**
             * Selection
             * @description Who ranks promotions: the engine, or you by `promotions`.
             * @default engine
             * @enum {string}
             */
            selection: "engine" | "manual";
            /**
             * Slots
             * @description From top to bottom.
             * @default []
             */
            slots: components["schemas"]["HandbillSlot-Output"][];
            /**
             * Variants
             * @default [
             *       {
             *         "name": "A",
             *         "share": 9000
             *       }
             *     ]
             */
            variants: components["schemas"]["HandbillVariant-Output"][];
        };
        /**
         * HandbillInput
         * @description A new personalised promotion, which begins as a draft.
         * @example {
         *       "definition": {
         *         "activity": {
         *           "days": 7,
         *           "type": "relative"
         *         },
         *         "slots": [
         *           {
         *             "count": 3,
         *             "filter": {
         *               "tags": [
         *                 "MOBILE"
         *               ],
         *               "type": "tags"
         *             }
         *           },
         *           {
         *             "count": 3
         *           }
         *         ]
         *       },
         *       "name": "Six for you",
         *       "type": "mobile"
         *     }
         */
        HandbillInput: {
            /**
             * @description What is offered, to whom, how long.
             * @default {
             *       "activity": {
             *         "days": 7,
             *         "type": "relative"
             *       },
             *       "avoid_overlap": true,
             *       "candidates": "handbill",
             *       "control_share": 1000,
             *       "objective": "relevance",
             *       "precompute": true,
             *       "promotions": [],
             *       "selection": "engine",
             *       "slots": [],
             *       "variants": [
             *         {
             *           "name": "A",
             *           "share": 9000
             *         }
             *       ]
             *     }
             */
            definition: components["schemas"]["HandbillDefinition-Input"];
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * Name
             * @example Spring sale
             */
            name: string;
            /**
             * Type
             * @description Where it is shown: in an app, before a purchase (`check_in`), or under the receipt of one (`check_out`).
             * @enum {string}
             */
            type: "mobile" | "check_in" | "check_out";
        };
        /**
         * HandbillItem
         * @description A handbill.
         */
        HandbillItem: {
            /** Activity */
            activity: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Channel
             * @enum {string}
             */
            channel: "MOBILE" | "CHECK_IN" | "CHECK_OUT";
            controlGroup: components["schemas"]["ControlGroup"];
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Description */
            description: string;
            /** Name */
            name: string;
            /**
             * Status
             * @enum {string}
             */
            status: "DRAFT" | "PUBLISH" | "PAUSED" | "ARCHIVED";
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
            /**
             * Uuid
             * Format: uuid
             */
            uuid: string;
            /** Variants */
            variants: components["schemas"]["HandbillVariantFields"][];
        };
        /**
         * HandbillList
         * @description Handbills, newest first.
         */
        HandbillList: {
            /** Data */
            data: components["schemas"]["HandbillItem"][];
        };
        /**
         * HandbillPage
         * @description A page of handbills, newest first.
         */
        HandbillPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["HandbillView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * HandbillPatch
         * @description Changes of a handbill; what is left out stays, and what was published goes on.
         */
        HandbillPatch: {
            /**
             * Based On
             * @description The `draft_tag` of the draft that was changed: when somebody else saved another one since, nothing is changed, and the answer is 409 `draft_changed`. Without it the last one wins.
             */
            based_on?: string | null;
            /** @description The whole of it. */
            definition?: components["schemas"]["HandbillDefinition-Input"] | null;
            /** Description */
            description?: string | null;
            /** Name */
            name?: string | null;
            /**
             * Type
             * @description Not after it was published.
             */
            type?: ("mobile" | "check_in" | "check_out") | null;
        };
        /**
         * HandbillPreview
         * @description What a customer would be offered by the draft, were it published at this moment.
         */
        HandbillPreview: {
            /**
             * Candidates
             * @description Promotions that were looked at.
             */
            candidates: number;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /** Items */
            items: components["schemas"]["Offer"][];
            /** Profile Id */
            profile_id: number;
            /** Shortfall */
            shortfall: components["schemas"]["ShortfallView"][];
            /** Stage */
            stage: ("trend" | "frequency" | "ranker" | "manual") | null;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /**
             * Variant
             * @description null: the control group.
             */
            variant: string | null;
        };
        /**
         * HandbillPreviewInput
         * @description For whom a draft is tried.
         */
        HandbillPreviewInput: {
            /**
             * @example {
             *       "custom_id": "c-1"
             *     }
             */
            customer: components["schemas"]["Identifier"];
            /**
             * Variant
             * @description As if the customer were in it; null: the one he is, or would be, in.
             */
            variant?: string | null;
        };
        /**
         * HandbillProblem
         * @description Something that keeps a draft from being published, or (a warning) that you may not have meant.
         */
        HandbillProblem: {
            /** Code */
            code: string;
            /** Is Warning */
            is_warning: boolean;
            /** Message */
            message: string;
            /**
             * Pointer
             * @description Where, as a JSON pointer into the definition.
             */
            pointer: string;
        };
        /**
         * HandbillPublicationView
         * @description A handbill that was published.
         */
        HandbillPublicationView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** @description The draft. */
            definition: {
                [key: string]: unknown;
            };
            /** Description */
            description: string;
            /**
             * Draft Tag
             * @description Changes with the draft; for `based_on`.
             */
            draft_tag: string;
            /**
             * Has Changes
             * @description Whether the draft differs from what was published.
             */
            has_changes: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Job Id
             * @description The job that makes sets for all customers, where there is one.
             */
            job_id: string | null;
            /** Name */
            name: string;
            /**
             * Status
             * @enum {string}
             */
            status: "draft" | "published" | "paused" | "archived";
            /**
             * Type
             * @enum {string}
             */
            type: "mobile" | "check_in" | "check_out";
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /**
             * Version
             * @description The published version that is in force; 0: none yet.
             */
            version: number;
            /** Warnings */
            warnings: components["schemas"]["HandbillProblem"][];
        };
        /**
         * HandbillSetView
         * @description What one customer is offered for one period.
         */
        HandbillSetView: {
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /**
             * Handbill Id
             * Format: uuid
             */
            handbill_id: string;
            /** Items */
            items: components["schemas"]["Offer"][];
            /** Model Id */
            model_id: string | null;
            /** Profile Id */
            profile_id: number;
            /**
             * Set Id
             * @description null: there is none, for nothing could be offered yet.
             */
            set_id: string | null;
            /** Shortfall */
            shortfall: components["schemas"]["ShortfallView"][];
            /**
             * Stage
             * @description Which stage of the engine chose.
             */
            stage: ("trend" | "frequency" | "ranker" | "manual") | null;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /**
             * Variant
             * @description null: the control group, which is offered nothing.
             */
            variant: string | null;
            /** Version */
            version: number;
        };
        /**
         * HandbillSlot
         * @description Places of a handbill that take promotions of one kind.
         */
        "HandbillSlot-Input": {
            /**
             * Count
             * @description How many at most.
             * @example 6
             */
            count: number;
            /** @description Which promotions; null: any. */
            filter?: components["schemas"]["AnyFilter-Input"] | null;
            /**
             * Order
             * @description Which go first: as the engine (or the manual order) has them, by priority, the newest, or the dearest discount.
             * @default engine
             * @enum {string}
             */
            order: "engine" | "priority" | "newest" | "dearest";
        };
        /**
         * HandbillSlot
         * @description Places of a handbill that take promotions of one kind.
         */
        "HandbillSlot-Output": {
            /**
             * Count
             * @description How many at most.
             * @example 6
             */
            count: number;
            /** @description Which promotions; null: any. */
            filter?: components["schemas"]["AnyFilter-Output"] | null;
            /**
             * Order
             * @description Which go first: as the engine (or the manual order) has them, by priority, the newest, or the dearest discount.
             * @default engine
             * @enum {string}
             */
            order: "engine" | "priority" | "newest" | "dearest";
        };
        /**
         * HandbillStatusInput
         * @description The status to take.
         */
        HandbillStatusInput: {
            /**
             * Status
             * @example paused
             * @enum {string}
             */
            status: "draft" | "published" | "paused" | "archived";
        };
        /**
         * HandbillVariant
         * @description A part of the customers, and what is different for them; null: as the handbill has it.
         */
        "HandbillVariant-Input": {
            boost?: components["schemas"]["BoostSettings"] | null;
            /**
             * Name
             * @example A
             */
            name: string;
            /** Objective */
            objective?: ("relevance" | "value" | "discover") | null;
            /**
             * Share
             * @description In hundredths of a per cent.
             */
            share: number;
            /** Slots */
            slots?: components["schemas"]["HandbillSlot-Input"][] | null;
        };
        /**
         * HandbillVariant
         * @description A part of the customers, and what is different for them; null: as the handbill has it.
         */
        "HandbillVariant-Output": {
            boost?: components["schemas"]["BoostSettings"] | null;
            /**
             * Name
             * @example A
             */
            name: string;
            /** Objective */
            objective?: ("relevance" | "value" | "discover") | null;
            /**
             * Share
             * @description In hundredths of a per cent.
             */
            share: number;
            /** Slots */
            slots?: components["schemas"]["HandbillSlot-Output"][] | null;
        };
        /**
         * HandbillVariantFields
         * @description A variant; `share` in hundredths of a per cent, `slots` as our native API has them.
         */
        HandbillVariantFields: {
            /** Name */
            name: string;
            /**
             * Share
             * @description In hundredths of a per cent.
             */
            share: number;
            /** Slots */
            slots?: components["schemas"]["HandbillSlot-Output"][] | null;
        };
        /**
         * HandbillVersionPage
         * @description A page of versions, latest first.
         */
        HandbillVersionPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["HandbillVersionView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * HandbillVersionView
         * @description What was published once.
         */
        HandbillVersionView: {
            definition: {
                [key: string]: unknown;
            };
            /**
             * Published At
             * Format: date-time
             */
            published_at: string;
            /** Published By */
            published_by: string;
            /** Version */
            version: number;
        };
        /**
         * HandbillView
         * @description A handbill with its draft.
         */
        HandbillView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** @description The draft. */
            definition: {
                [key: string]: unknown;
            };
            /** Description */
            description: string;
            /**
             * Draft Tag
             * @description Changes with the draft; for `based_on`.
             */
            draft_tag: string;
            /**
             * Has Changes
             * @description Whether the draft differs from what was published.
             */
            has_changes: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Status
             * @enum {string}
             */
            status: "draft" | "published" | "paused" | "archived";
            /**
             * Type
             * @enum {string}
             */
            type: "mobile" | "check_in" | "check_out";
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /**
             * Version
             * @description The published version that is in force; 0: none yet.
             */
            version: number;
        };
        /**
         * HeaderConnection
         * @description Shows a key in a header that the other system names, such as X-Api-Key.
         */
        HeaderConnection: {
            /**
             * Allowed Hosts
             * @description Further hosts that may have the credential; *.shop.example is every host below it.
             * @default []
             */
            allowed_hosts: string[];
            /**
             * Base Url
             * @description Address of the system; the credential is sent to its scheme, host and port only.
             * @example https://api.shop.example
             */
            base_url: string;
            /**
             * Header
             * @description Name of the header.
             * @example X-Api-Key
             */
            header: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "header";
            /**
             * Value
             * Format: password
             * @description Kept encrypted; never shown again.
             */
            value: string;
        };
        /**
         * Health
         * @description The process answers.
         */
        Health: {
            /**
             * Status
             * @default ok
             */
            status: string;
        };
        /**
         * Hit
         * @description One thing that was found.
         */
        Hit: {
            /**
             * Id
             * @description Its id: of a code the code itself, of a customer his number.
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "code" | "customer" | "pool" | "promotion" | "campaign" | "workflow" | "audience" | "handbill" | "template";
            /**
             * Note
             * @description A second line: a state, an identifier, a code. May be empty.
             */
            note: string;
            /**
             * Pool Id
             * @description Of a code: its pool.
             */
            pool_id?: string | null;
            /** Title */
            title: string;
        };
        /**
         * HoldInput
         * @description A cart whose promotions are to be held until the order is paid.
         */
        HoldInput: {
            cart: components["schemas"]["CartInput"];
            /**
             * Codes
             * @description Codes that were typed; promotions without a code apply by themselves.
             * @default []
             */
            codes: string[];
            /**
             * @description Whose cart it is.
             * @example {
             *       "custom_id": "c-1"
             *     }
             */
            customer?: components["schemas"]["Identifier"] | null;
            /**
             * Metadata
             * @description Kept with the redemption.
             */
            metadata?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Order Id */
            order_id?: string | null;
            /**
             * Ttl
             * Format: duration
             * @description How long everything stays reserved.
             * @default PT30M
             * @example PT30M
             */
            ttl: string;
        };
        /**
         * HookReceipt
         * @description A call that was taken.
         */
        HookReceipt: {
            /**
             * Id
             * Format: uuid
             * @description Id of the event that it became.
             */
            id: string;
        };
        /**
         * HourOfDay
         * @description Redemptions in an hour of the clock.
         */
        HourOfDay: {
            /** Hour */
            hour: number;
            /**
             * Last Week
             * @description In the same hour of the same weekday last week, the whole of it.
             */
            last_week: number;
            /** Today */
            today: number;
        };
        /**
         * Hours
         * @description The time of day, on the wall clock of the promotion's time zone, is from one time to before another.
         *
         *     Hours may cross midnight: from 22:00 to 06:00. Then `days` are those on which they begin. When clocks
         *     go back, an hour that comes twice counts twice; one that is left out in spring does not come.
         */
        Hours: {
            /**
             * Days
             * @description Days on which the hours begin; every day unless you say.
             * @default []
             */
            days: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
            /**
             * Ends At
             * @description The minute after the last; `00:00` is the end of the day.
             * @example 20:00
             */
            ends_at: string;
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Starts At
             * @description The first minute, such as `18:00`.
             * @example 18:00
             */
            starts_at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "hours";
        };
        /**
         * Identifier
         * @description Names one profile by exactly one of its identifiers.
         */
        Identifier: {
            /** Custom Id */
            custom_id?: string | null;
            /** Email */
            email?: string | null;
            /**
             * Id
             * @description The profile's number in Largesse.
             */
            id?: number | null;
            /** Phone */
            phone?: string | null;
            /** Uuid */
            uuid?: string | null;
        };
        /**
         * IdentifierCondition
         * @description Whether the profile has an identifier of this kind, or has one of a list.
         */
        IdentifierCondition: {
            /**
             * Identifier
             * @description The kind of identifier.
             * @enum {string}
             */
            identifier: "id" | "uuid" | "custom_id" | "email" | "phone";
            /**
             * One Of
             * @description The identifiers; left out, any will do. E-mail addresses may be in any case.
             */
            one_of?: string[] | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "identifier";
        };
        /**
         * Image
         * @description A picture for the customer's screen.
         */
        Image: {
            /**
             * Type
             * @default image
             * @enum {string}
             */
            type: "image" | "thumbnail" | "large";
            /**
             * Url
             * Format: uri
             */
            url: string;
        };
        /**
         * ImportColumn
         * @description A column of a file and what it would be taken for.
         */
        ImportColumn: {
            /** Column */
            column: string;
            /**
             * Distinct
             * @description How many values differ among them.
             */
            distinct: number;
            /**
             * Filled
             * @description Of the checked rows, those with a value here.
             */
            filled: number;
            /**
             * Meaning
             * @description As options name it, such as `email` or `attributes.city`; null when it is ignored.
             * @example attributes.city
             */
            meaning: string | null;
            /**
             * Problems
             * @description Of the checked rows, those that would be rejected for this column.
             */
            problems: number;
        };
        /**
         * ImportMeaning
         * @description Something that a column may be taken for.
         */
        ImportMeaning: {
            /** Description */
            description: string;
            /**
             * Meaning
             * @description As options name it; a star at the end stands for any name.
             * @example attributes.*
             */
            meaning: string;
        };
        /**
         * ImportPreview
         * @description What was found out about a file, its first rows, and what is wrong with them.
         */
        ImportPreview: {
            /**
             * Checked
             * @description How many of the first rows were checked: up to 1000.
             */
            checked: number;
            /** Columns */
            columns: components["schemas"]["ImportColumn"][];
            /** Delimiter */
            delimiter: string;
            /** Encoding */
            encoding: string;
            /** Format */
            format: string;
            /** Has Header */
            has_header: boolean;
            /**
             * Meanings
             * @description What columns may be taken for.
             */
            meanings: components["schemas"]["ImportMeaning"][];
            /**
             * Problems
             * @description The first 100 of the checked rows.
             */
            problems: components["schemas"]["RowProblem"][];
            /** @description Why it cannot be imported so; null when it can. */
            refusal: components["schemas"]["ImportRefusal"] | null;
            /**
             * Rows
             * @description The first 20.
             */
            rows: string[][];
            /** Sheet */
            sheet: string | null;
            /** Sheets */
            sheets: string[];
        };
        /**
         * ImportRefusal
         * @description Why a file cannot be imported as its columns are taken now.
         */
        ImportRefusal: {
            /**
             * Code
             * @example no_identifier_column
             */
            code: string;
            /** Detail */
            detail: string;
        };
        /**
         * InvalidRedemption
         * @description An attempt that was rejected.
         */
        InvalidRedemption: {
            /**
             * Campaign Id
             * @description The sub-campaign.
             */
            campaign_id: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Customer Identifier */
            customer_identifier: string | null;
            /** Errors */
            errors: {
                [key: string]: unknown;
            }[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Main Campaign Id */
            main_campaign_id: string | null;
            /** Transaction Id */
            transaction_id: string | null;
            /** Voucher Code */
            voucher_code: string | null;
        };
        /**
         * InvalidRedemptionList
         * @description A page of rejected attempts, the latest first.
         */
        InvalidRedemptionList: {
            /** Items */
            items: components["schemas"]["InvalidRedemption"][];
            /** Page */
            page: number;
            /** Total */
            total: number;
        };
        /**
         * ItemCount
         * @description The order has so many articles, all together or of some kind.
         *
         *     What is weighed counts as one, however heavy.
         */
        ItemCount: {
            /**
             * At Least
             * @description So many or more.
             */
            at_least?: number | null;
            /**
             * At Most
             * @description So many or fewer.
             */
            at_most?: number | null;
            /**
             * Count
             * @description Single articles, or lines of the order.
             * @default units
             * @enum {string}
             */
            count: "units" | "lines";
            /**
             * Exactly
             * @description Just so many; instead of the other bounds.
             */
            exactly?: number | null;
            /**
             * @description Which articles count; all unless you say.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Multiple Of
             * @description Every so many: 3 means 3, 6, 9 and so on, not 0.
             */
            multiple_of?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "item_count";
        };
        /**
         * ItemError
         * @description Why one item of a batch was left out.
         */
        ItemError: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
        };
        /**
         * ItemPage
         * @description A page of items by their keys.
         */
        ItemPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["ItemView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ItemPrice
         * @description At least one article, or each of them, has a unit price within bounds.
         *
         *     `each` also holds where no line is meant: there is none with another price.
         */
        ItemPrice: {
            /**
             * @description Which articles are meant; all unless you say.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /** @description The bounds of the unit price before any discount. */
            price: components["schemas"]["MoneyRange"];
            /**
             * Quantifier
             * @description One of them, or each of them.
             * @default any
             * @enum {string}
             */
            quantifier: "any" | "each";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "item_price";
        };
        /**
         * ItemView
         * @description An item of a catalogue.
         */
        ItemView: {
            /** Attributes */
            attributes: {
                [key: string]: string | boolean | number | null;
            };
            /** Categories */
            categories: string[];
            /** Currency */
            currency: string | null;
            /** Key */
            key: string;
            /** Name */
            name: string;
            /** Price */
            price: number | null;
            /** Product Id */
            product_id: string | null;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * ItemsInput
         * @description Items to add or to replace, all or none; of equal keys the last one counts.
         */
        ItemsInput: {
            /** Items */
            items: components["schemas"]["largesse__catalogs__schemas__ItemInput"][];
        };
        /**
         * ItemsView
         * @description What became of a batch.
         */
        ItemsView: {
            /** Added */
            added: number;
            /** Replaced */
            replaced: number;
        };
        /**
         * JobPage
         * @description A page of jobs, newest first.
         */
        JobPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["JobView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * JobView
         * @description A job and how far it is.
         */
        JobView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /**
             * Done
             * @description Rows or codes dealt with so far.
             */
            done: number;
            /**
             * Dry Run
             * @description Whether it only checks, and writes nothing.
             */
            dry_run: boolean;
            /** Error */
            error: string | null;
            /**
             * File Name
             * @description What the sender of its file calls that; else empty.
             */
            file_name: string;
            /** Finished At */
            finished_at: string | null;
            /**
             * Has Rejections
             * @description Whether rejected rows can be downloaded.
             */
            has_rejections: boolean;
            /** Has Result File */
            has_result_file: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @example import_codes
             */
            kind: string;
            /**
             * Object Id
             * @description What it works on, such as a pool.
             */
            object_id: string | null;
            /**
             * Progress
             * @description Counts so far.
             */
            progress: {
                [key: string]: unknown;
            };
            /** Rate Per Second */
            rate_per_second: number | null;
            /**
             * Result
             * @description Counts in the end.
             */
            result: {
                [key: string]: unknown;
            } | null;
            /** Seconds Left */
            seconds_left: number | null;
            /** Started At */
            started_at: string | null;
            /**
             * State
             * @description queued, running, succeeded, failed or cancelled.
             */
            state: string;
            /**
             * Total
             * @description How many there are, when known.
             */
            total: number | null;
        };
        /**
         * JourneyError
         * @description What went wrong at a node.
         */
        JourneyError: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Error */
            error: string;
            /** Final */
            final: boolean;
            /** Node */
            node: string;
        };
        /**
         * JourneyPage
         * @description A page of journeys in the order they began.
         */
        JourneyPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["JourneyView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * JourneyPath
         * @description A journey with all its steps, as far as they were traced, and its errors.
         */
        JourneyPath: {
            /** Attempt */
            attempt: number;
            /** Due At */
            due_at: string | null;
            /** Error */
            error: string | null;
            /** Errors */
            errors: components["schemas"]["JourneyError"][];
            /** Id */
            id: number;
            /** Is Traced */
            is_traced: boolean;
            /** Node */
            node: string;
            /** Profile Id */
            profile_id: number | null;
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "ready" | "waiting" | "retry" | "ended" | "dead" | "stopped";
            /** Steps */
            steps: components["schemas"]["JourneyStep"][];
        };
        /**
         * JourneyStep
         * @description One step of a journey: the node it passed, by which port, with which event, and what was rendered.
         */
        JourneyStep: {
            /** At */
            at: string | null;
            /** Event */
            event: {
                [key: string]: unknown;
            } | null;
            /** Node */
            node: string;
            /** Port */
            port: string | null;
            /** Rendered */
            rendered: {
                [key: string]: unknown;
            } | null;
            /** Title */
            title: string;
        };
        /**
         * JourneyView
         * @description Where a journey stands.
         */
        JourneyView: {
            /** Attempt */
            attempt: number;
            /** Due At */
            due_at: string | null;
            /** Error */
            error: string | null;
            /** Id */
            id: number;
            /** Node */
            node: string;
            /** Profile Id */
            profile_id: number | null;
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "ready" | "waiting" | "retry" | "ended" | "dead" | "stopped";
        };
        JsonValue: unknown;
        /**
         * KeyInput
         * @description A new API key.
         */
        KeyInput: {
            /**
             * Addresses
             * @description Networks the key may be used from; empty: everywhere.
             * @default []
             */
            addresses: string[];
            /**
             * Denied Events
             * @description Event names this key may not send, so that an app cannot forge them.
             * @default []
             */
            denied_events: string[];
            /**
             * Expires At
             * @description From this moment on the key is refused.
             */
            expires_at?: string | null;
            /**
             * Kind
             * @description A profile key is for public apps: it acts for the signed-in profile only.
             * @default workspace
             * @enum {string}
             */
            kind: "workspace" | "profile";
            /**
             * Name
             * @example Shop back end
             */
            name: string;
            /**
             * Permissions
             * @description What the key may do; default: nothing.
             * @default []
             */
            permissions: components["schemas"]["Permission"][];
        };
        /**
         * KeyPage
         * @description A page of keys, newest first.
         */
        KeyPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["KeyView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * KeyPatch
         * @description Changes of a key; what is left out or null stays, save that a null expires_at lifts the expiry.
         */
        KeyPatch: {
            /** Addresses */
            addresses?: string[] | null;
            /** Denied Events */
            denied_events?: string[] | null;
            /** Expires At */
            expires_at?: string | null;
            /** Name */
            name?: string | null;
            /** Permissions */
            permissions?: components["schemas"]["Permission"][] | null;
        };
        /**
         * KeyView
         * @description An API key without its secret.
         */
        KeyView: {
            /** Addresses */
            addresses: string[];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Denied Events */
            denied_events: string[];
            /** Expires At */
            expires_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /**
             * Last Used At
             * @description Within a minute.
             */
            last_used_at: string | null;
            /** Name */
            name: string;
            /** Permissions */
            permissions: string[];
            /**
             * Prefix
             * @description First characters of the secret, to tell keys apart.
             */
            prefix: string;
            /** Revoked At */
            revoked_at: string | null;
        };
        /**
         * LastWindow
         * @description In the last so many days or hours, up to now.
         */
        LastWindow: {
            /**
             * Amount
             * @description How many.
             */
            amount: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "last";
            /**
             * Unit
             * @description Days of 24 hours, or hours.
             * @default days
             * @enum {string}
             */
            unit: "days" | "hours";
        };
        /**
         * LedgerEntryView
         * @description What was done to a redemption, and what of limits it took or gave back.
         */
        LedgerEntryView: {
            /** Actor */
            actor: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Counted
             * @description By counter, `<promotion or campaign>:<measure>:<scope>:<subject>:<period>`; negative: given back.
             */
            counted: {
                [key: string]: number;
            };
            /**
             * Kind
             * @enum {string}
             */
            kind: "hold" | "redeem" | "confirm" | "cancel" | "lapse" | "rollback" | "carry";
            /**
             * Params
             * @description Of a rollback: lines, policy, refund and reason.
             */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * LifePage
         * @description A page of promotions in a customer's hands, latest made first.
         */
        LifePage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["LifeView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * LifeView
         * @description A promotion in a customer's hands.
         */
        LifeView: {
            /** Activated At */
            activated_at: string | null;
            /**
             * Activations
             * @description How often it was activated, ever.
             */
            activations: number;
            /** Assigned At */
            assigned_at: string | null;
            /**
             * Assigned Until
             * @description End of the set of offers it came with; null: given for good.
             */
            assigned_until?: string | null;
            /**
             * Code
             * @description Business key of the promotion.
             */
            code: string;
            /**
             * Ends At
             * @description End of the promotion.
             */
            ends_at: string | null;
            /**
             * Lasts Until
             * @description End of the activation; null: lasts with the promotion.
             */
            lasts_until: string | null;
            /**
             * Name
             * @description What customers see of it, or else its name.
             */
            name: string;
            /**
             * Points Taken
             * @description What the activations that still count cost.
             */
            points_taken: number;
            /**
             * Promotion Id
             * Format: uuid
             */
            promotion_id: string;
            /**
             * Promotion Status
             * @description Status of the promotion itself.
             */
            promotion_status: string;
            /**
             * Redeemed At
             * @description When the last use was taken.
             */
            redeemed_at: string | null;
            /** Starts At */
            starts_at: string | null;
            /**
             * Status
             * @description `lapsed`: activated and not used in time; `redeemed`: no use is left; `deactivated`: taken back, and not assigned (any more); `none`: neither given nor activated, ever.
             * @enum {string}
             */
            status: "none" | "assigned" | "active" | "lapsed" | "redeemed" | "deactivated";
            /**
             * Uses
             * @description How often an activation was used.
             */
            uses: number;
            /**
             * Uses Left
             * @description Redemptions that are still possible without another activation.
             */
            uses_left: number;
        };
        /**
         * Limit
         * @description Never more than `most` of something, within a scope, in a period of the promotion's time zone.
         *
         *     Held in one transaction with the redemption; an open hold counts as a redemption.
         */
        Limit: {
            /**
             * Days
             * @description Of `rolling`.
             */
            days?: number | null;
            /**
             * Field
             * @description Of the scope `metadata`: its name, such as `card_hash`.
             */
            field?: string | null;
            /**
             * Measure
             * @description What is counted: redemptions, discount given, value of orders before discounts, money spent from gift cards, points spent, or discounted units.
             * @default redemptions
             * @enum {string}
             */
            measure: "redemptions" | "discount" | "order_value" | "gift_spent" | "points_spent" | "units";
            /**
             * Most
             * @description A number, or for money the amount in minor units (by currency).
             */
            most: number | {
                [key: string]: number;
            };
            /**
             * Period
             * @description Calendar periods begin at midnight; `rolling` is the last `days` days, today included.
             * @default ever
             * @enum {string}
             */
            period: "ever" | "day" | "week" | "month" | "year" | "rolling";
            /**
             * Scope
             * @description For all together, or for each customer, code, customer and code, API key, member of the staff, store, or value of the cart's metadata `field`.
             * @default total
             * @enum {string}
             */
            scope: "total" | "customer" | "code" | "customer_and_code" | "api_key" | "member" | "store" | "metadata";
            /**
             * Week Starts On
             * @description First day of a week.
             * @default monday
             * @enum {string}
             */
            week_starts_on: "monday" | "sunday" | "saturday";
        };
        /**
         * LineAmount
         * @description An amount off each chosen unit or line, or one amount that the chosen lines share.
         *
         *     What is weighed is one unit. Where a shared amount is more than a line costs, the rest goes to the other
         *     lines.
         */
        LineAmount: {
            /**
             * Amount
             * @description The amount, or steps of it.
             * @example 500
             */
            amount: (number | {
                [key: string]: number;
            }) | components["schemas"]["MoneySteps"];
            /**
             * @description Which lines; all when nothing is named.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Most
             * @description Never more than this off the order.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Per Line
             * @description Never more than this off a line.
             */
            most_per_line?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Per Unit
             * @description Never more than this off a unit.
             */
            most_per_unit?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Units
             * @description Never on more units than this; the first by the target's counting.
             */
            most_units?: number | null;
            /**
             * Per
             * @description Off each unit, off each line, or once, shared by the lines in proportion to what their units cost (`value`) or to how many they are (`quantity`).
             * @default unit
             * @enum {string}
             */
            per: "unit" | "line" | "value" | "quantity";
            /**
             * @description Which of their units.
             * @default {
             *       "by": "unit",
             *       "pick": "all",
             *       "skip": 0,
             *       "within": "order"
             *     }
             */
            target: components["schemas"]["Target"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "line_amount";
        };
        /**
         * LinePercent
         * @description So many per cent off the chosen units, rounded once for each line.
         *
         *     For "of each three the cheapest is free" let the target be every third unit, counted from the dearest.
         */
        "LinePercent-Input": {
            /**
             * @description Which lines; all when nothing is named.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Most
             * @description Never more than this off the order.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Per Line
             * @description Never more than this off a line.
             */
            most_per_line?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Per Unit
             * @description Never more than this off a unit.
             */
            most_per_unit?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Units
             * @description Never on more units than this; the first by the target's counting.
             */
            most_units?: number | null;
            /**
             * Percent
             * @description Per cent, or steps of them.
             * @example 20
             */
            percent: (number | string) | components["schemas"]["PercentSteps-Input"];
            /**
             * @description Which of their units.
             * @default {
             *       "by": "unit",
             *       "pick": "all",
             *       "skip": 0,
             *       "within": "order"
             *     }
             */
            target: components["schemas"]["Target"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "line_percent";
        };
        /**
         * LinePercent
         * @description So many per cent off the chosen units, rounded once for each line.
         *
         *     For "of each three the cheapest is free" let the target be every third unit, counted from the dearest.
         */
        "LinePercent-Output": {
            /**
             * @description Which lines; all when nothing is named.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Most
             * @description Never more than this off the order.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Per Line
             * @description Never more than this off a line.
             */
            most_per_line?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Per Unit
             * @description Never more than this off a unit.
             */
            most_per_unit?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Units
             * @description Never on more units than this; the first by the target's counting.
             */
            most_units?: number | null;
            /**
             * Percent
             * @description Per cent, or steps of them.
             * @example 20
             */
            percent: string | components["schemas"]["PercentSteps-Output"];
            /**
             * @description Which of their units.
             * @default {
             *       "by": "unit",
             *       "pick": "all",
             *       "skip": 0,
             *       "within": "order"
             *     }
             */
            target: components["schemas"]["Target"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "line_percent";
        };
        /**
         * LinePrice
         * @description The chosen units cost exactly this; units that cost less already stay as they are.
         *
         *     Of what is weighed, the price is for 1 of its quantity, such as a kilogram.
         */
        LinePrice: {
            /**
             * @description Which lines; all when nothing is named.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Most
             * @description Never more than this off the order.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Per Line
             * @description Never more than this off a line.
             */
            most_per_line?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Per Unit
             * @description Never more than this off a unit.
             */
            most_per_unit?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Units
             * @description Never on more units than this; the first by the target's counting.
             */
            most_units?: number | null;
            /**
             * Price
             * @description The new price of a unit, or steps of it.
             * @example 999
             */
            price: (number | {
                [key: string]: number;
            }) | components["schemas"]["MoneySteps"];
            /**
             * @description Which of their units.
             * @default {
             *       "by": "unit",
             *       "pick": "all",
             *       "skip": 0,
             *       "within": "order"
             *     }
             */
            target: components["schemas"]["Target"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "line_price";
        };
        /**
         * LineView
         * @description A line before and after.
         */
        LineView: {
            /** Discount */
            discount: number;
            /** Final */
            final: number;
            /** Id */
            id: string;
            /** Initial */
            initial: number;
        };
        /**
         * LoginInput
         * @description The key to log in by.
         */
        LoginInput: {
            /** Apikey */
            apiKey: string;
        };
        /**
         * LowPool
         * @description A pool that is empty, or below the threshold of its alert.
         */
        LowPool: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Remaining */
            remaining: number;
            /**
             * Runs Out On
             * @description If codes go as in the last 14 days.
             */
            runs_out_on: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "low" | "empty";
        };
        /**
         * LoyaltyTier
         * @description The customer has one of these tiers, which an attribute of the profile holds.
         */
        LoyaltyTier: {
            /**
             * Any Of
             * @description The tiers, exactly as the attribute has them; numbers as text.
             * @example [
             *       "gold"
             *     ]
             */
            any_of: string[];
            /**
             * Attribute
             * @description Name of the attribute that holds the tier.
             * @default loyalty_tier
             */
            attribute: string;
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "loyalty_tier";
        };
        /**
         * MaximumRedemptions
         * @description So many redemptions of the campaign.
         */
        MaximumRedemptions: {
            /** Limit */
            limit: number;
            /**
             * Type
             * @constant
             */
            type: "MaximumRedemptions";
        };
        /**
         * MaximumRedemptionsPerCustomer
         * @description So many redemptions of each customer.
         */
        MaximumRedemptionsPerCustomer: {
            /** Limit */
            limit: number;
            /**
             * Type
             * @constant
             */
            type: "MaximumRedemptionsPerCustomer";
        };
        /**
         * MaximumRedemptionsPerVoucher
         * @description So many redemptions of each voucher.
         */
        MaximumRedemptionsPerVoucher: {
            /** Limit */
            limit: number;
            /**
             * Type
             * @constant
             */
            type: "MaximumRedemptionsPerVoucher";
        };
        /**
         * MaximumTransactionCost
         * @description The order is worth so much at most.
         */
        MaximumTransactionCost: {
            /**
             * Amount
             * @description In major units, such as 12.99.
             */
            amount: number | string;
            /**
             * Type
             * @constant
             */
            type: "MaximumTransactionCost";
        };
        /**
         * MemberInput
         * @description A new member.
         */
        MemberInput: {
            /**
             * Email
             * @example ada@example.com
             */
            email: string;
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Password
             * @description At least 10 characters.
             */
            password: string;
            /**
             * Permissions
             * @description What the member may do; default: nothing.
             * @default []
             */
            permissions: components["schemas"]["Permission"][];
        };
        /**
         * MemberPage
         * @description A page of members, newest first.
         */
        MemberPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["MemberView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * MemberPatch
         * @description Changes of a member; what is left out or null stays.
         */
        MemberPatch: {
            /**
             * Disabled
             * @description A disabled member is signed out everywhere.
             */
            disabled?: boolean | null;
            /** Name */
            name?: string | null;
            /** Permissions */
            permissions?: components["schemas"]["Permission"][] | null;
        };
        /**
         * MemberView
         * @description A person who may sign in.
         */
        MemberView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Disabled At */
            disabled_at: string | null;
            /** Email */
            email: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Permissions */
            permissions: string[];
            /**
             * Second Step Since
             * @description Since when signing in asks for a one-time code too; null: it does not.
             */
            second_step_since?: string | null;
        };
        /**
         * Members
         * @description The call is made by one of these members of the staff, such as those of the help desk.
         */
        Members: {
            /**
             * Ids
             * @description Their ids.
             */
            ids: string[];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "members";
        };
        /**
         * MessageAnswer
         * @description That it was done.
         */
        MessageAnswer: {
            /** Message */
            message: string;
        };
        /**
         * MessagePage
         * @description A page of messages, newest first.
         */
        MessagePage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["MessageView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * MessageView
         * @description A message and how far it is; what it says is not shown.
         */
        MessageView: {
            /**
             * Answer Status
             * @description HTTP status of the last answer, where there was one.
             */
            answer_status: number | null;
            /** Attempts */
            attempts: number;
            /**
             * Channel
             * @example email
             */
            channel: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Error
             * @description Why the last attempt failed, and what to change.
             */
            error: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Next At
             * Format: date-time
             * @description When it is tried next, while it is queued.
             */
            next_at: string;
            /** Profile Id */
            profile_id: number | null;
            /**
             * Purpose
             * @description Marketing carries the means to unsubscribe, and is `suppressed` for those who did.
             * @enum {string}
             */
            purpose: "transactional" | "marketing";
            /** Recipient */
            recipient: string;
            /** Sent At */
            sent_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "sent" | "failed" | "suppressed" | "bounced";
            /** Subject */
            subject: string;
        };
        /**
         * MinimumTransactionCost
         * @description The order is worth at least so much.
         */
        MinimumTransactionCost: {
            /**
             * Amount
             * @description In major units, such as 12.99.
             */
            amount: number | string;
            /**
             * Type
             * @constant
             */
            type: "MinimumTransactionCost";
        };
        /**
         * Money
         * @description Discount and revenue in one currency.
         */
        Money: {
            /** Currency */
            currency: string;
            /** Discount */
            discount: number;
            /** Revenue */
            revenue: number;
        };
        /**
         * MoneyDay
         * @description What a day's redemptions were worth in one currency.
         */
        MoneyDay: {
            /** Currency */
            currency: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Discount
             * @description Taken off, less what came back. In minor units.
             */
            discount: number;
            /**
             * Revenue
             * @description What was paid for the carts in which it was redeemed. In minor units.
             */
            revenue: number;
        };
        /**
         * MoneyRange
         * @description Bounds of an amount of money, both included.
         */
        MoneyRange: {
            /**
             * At Least
             * @description So much or more, in minor units.
             * @example 1000
             */
            at_least?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * At Most
             * @description So much or less, in minor units.
             */
            at_most?: (number | {
                [key: string]: number;
            }) | null;
        };
        /**
         * MoneyStep
         * @description From so much on this amount.
         */
        MoneyStep: {
            /**
             * At Least
             * @description From here on: minor units (or by currency), or a plain number of units or uses.
             */
            at_least: number | {
                [key: string]: number;
            };
            /**
             * Value
             * @description Minor units in the promotion's currency, or by currency.
             */
            value: number | {
                [key: string]: number;
            };
        };
        /**
         * MoneySteps
         * @description Amounts of money by steps.
         */
        MoneySteps: {
            /**
             * Basis
             * @description Of `order_value`: before any discount, or after those of earlier promotions.
             * @default initial
             * @enum {string}
             */
            basis: "initial" | "current";
            /**
             * By
             * @description What climbs it: what all lines cost, the units the reward may act on, or how often the customer redeemed this promotion before (0 the first time).
             * @enum {string}
             */
            by: "order_value" | "units" | "uses";
            /**
             * Steps
             * @description Lowest first.
             */
            steps: components["schemas"]["MoneyStep"][];
        };
        /**
         * NameFilter
         * @description Promotions whose name contains this text, whatever its case.
         */
        NameFilter: {
            /**
             * Contains
             * @example coffee
             */
            contains: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "name";
        };
        /**
         * NewCustomer
         * @description The customer never ordered before; orders that were returned whole do not count.
         */
        "NewCustomer-Output": {
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "new_customer";
        };
        /**
         * NoReducedItems
         * @description No article in the order was reduced in price by the shop already.
         *
         *     To let the order pass and only give nothing on reduced articles, set `reduced` of the promotion's
         *     `items` to false.
         */
        NoReducedItems: {
            /**
             * @description Which articles are looked at; all unless you say.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "no_reduced_items";
        };
        /**
         * NodeCounts
         * @description How many paths came to a node and what became of them.
         */
        NodeCounts: {
            /** Dead */
            dead: number;
            /** Entered */
            entered: number;
            /** Failed */
            failed: number;
            /**
             * Left
             * @description By port.
             */
            left: {
                [key: string]: number;
            };
            /** Node */
            node: string;
            /** Retried */
            retried: number;
            /** Skipped */
            skipped: number;
            /** Title */
            title: string;
            /** Type */
            type: string;
            /**
             * Waiting
             * @description Those that stand here now.
             */
            waiting: number;
        };
        /**
         * NodePreview
         * @description How the texts of a node come out for one customer. Codes in them are samples: none is drawn.
         */
        NodePreview: {
            /** Problems */
            problems: components["schemas"]["GraphProblem"][];
            /** Texts */
            texts: components["schemas"]["RenderedText"][];
        };
        /**
         * NodePreviewInput
         * @description Settings of a node, and for whom its texts are rendered.
         */
        NodePreviewInput: {
            /** @description The event that the texts read. */
            event?: components["schemas"]["SampleEvent"] | null;
            /**
             * Node
             * @description The node with its settings, as in a graph.
             */
            node: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** @description Without one, the customer is empty. */
            profile?: components["schemas"]["Identifier"] | null;
        };
        /**
         * NotEmpty
         * @description There is something.
         */
        NotEmpty: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "not_empty";
        };
        /**
         * NotFilter
         * @description This does not hold.
         */
        "NotFilter-Input": {
            /** @description The filter. */
            filter: components["schemas"]["AnyFilter-Input"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "not";
        };
        /**
         * NotFilter
         * @description This does not hold.
         */
        "NotFilter-Output": {
            /** @description The filter. */
            filter: components["schemas"]["AnyFilter-Output"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "not";
        };
        /**
         * NotReferrer
         * @description The customer is not the one whose code it is. Without a code, or with one of nobody, it holds.
         */
        NotReferrer: {
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "not_referrer";
        };
        /**
         * NumberBetween
         * @description The number is in a range, both ends included.
         */
        NumberBetween: {
            /**
             * Maximum
             * @description The greatest number in the range.
             */
            maximum: number;
            /**
             * Minimum
             * @description The least number in the range.
             */
            minimum: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "number_between";
        };
        /**
         * NumberEqual
         * @description The number is this one, however it is written.
         */
        NumberEqual: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "number_equal";
            /**
             * Value
             * @description The number to compare with.
             */
            value: number;
        };
        /**
         * NumberLessOrEqual
         * @description The number is this one or less.
         */
        NumberLessOrEqual: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "number_less_or_equal";
            /**
             * Value
             * @description The number to compare with.
             */
            value: number;
        };
        /**
         * NumberLessThan
         * @description The number is less than this one.
         */
        NumberLessThan: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "number_less_than";
            /**
             * Value
             * @description The number to compare with.
             */
            value: number;
        };
        /**
         * NumberMoreOrEqual
         * @description The number is this one or more.
         */
        NumberMoreOrEqual: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "number_more_or_equal";
            /**
             * Value
             * @description The number to compare with.
             */
            value: number;
        };
        /**
         * NumberMoreThan
         * @description The number is more than this one.
         */
        NumberMoreThan: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "number_more_than";
            /**
             * Value
             * @description The number to compare with.
             */
            value: number;
        };
        /**
         * NumberNotEqual
         * @description There is a number, and it is another one.
         */
        NumberNotEqual: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "number_not_equal";
            /**
             * Value
             * @description The number to compare with.
             */
            value: number;
        };
        /**
         * Offer
         * @description A promotion in a set, and why it stands there.
         */
        Offer: {
            /**
             * Code
             * @description Business key of the promotion.
             */
            code: string;
            /** Description */
            description: string;
            /**
             * Ends At
             * @description End of the promotion; the set may end before.
             */
            ends_at: string | null;
            /** Headline */
            headline: string;
            /** Images */
            images: string[];
            /** Name */
            name: string;
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Place
             * @description Counted from 1, top to bottom.
             */
            place: number;
            /**
             * Promotion Id
             * Format: uuid
             */
            promotion_id: string;
            /**
             * Promotion Status
             * @description Status of the promotion itself.
             */
            promotion_status: string;
            /**
             * Reasons
             * @description Why it was chosen, in words.
             */
            reasons: string[];
            /**
             * Score
             * @description Only comparable inside one set; null: not ranked.
             */
            score: number | null;
            /** Slot */
            slot: number;
            /**
             * Status
             * @description How the customer stands to it: assigned, active, redeemed and so on.
             */
            status: string;
        };
        /**
         * OpenFraudCases
         * @description Cases of suspected abuse that wait for a decision.
         */
        OpenFraudCases: {
            /**
             * Count
             * @description At most 1,000 are counted.
             */
            count: number;
            /**
             * Signals
             * @description Types of the signals that raised it.
             */
            signals: string[];
            /**
             * Worst Id
             * @description The case with the highest score.
             */
            worst_id: string | null;
            /** Worst Score */
            worst_score: number | null;
        };
        Operator: components["schemas"]["NotEmpty"] | components["schemas"]["Empty"] | components["schemas"]["StringEqual"] | components["schemas"]["StringNotEqual"] | components["schemas"]["StringContains"] | components["schemas"]["StringNotContains"] | components["schemas"]["StringStartsWith"] | components["schemas"]["StringEndsWith"] | components["schemas"]["StringIn"] | components["schemas"]["StringNotIn"] | components["schemas"]["StringLike"] | components["schemas"]["NumberEqual"] | components["schemas"]["NumberNotEqual"] | components["schemas"]["NumberLessThan"] | components["schemas"]["NumberLessOrEqual"] | components["schemas"]["NumberMoreThan"] | components["schemas"]["NumberMoreOrEqual"] | components["schemas"]["NumberBetween"] | components["schemas"]["DateBefore"] | components["schemas"]["DateAfter"] | components["schemas"]["DateBetween"] | components["schemas"]["DateInLast"] | components["schemas"]["DateInNext"] | components["schemas"]["DateToday"] | components["schemas"]["DateAnniversary"] | components["schemas"]["BooleanTrue"] | components["schemas"]["BooleanFalse"] | components["schemas"]["ArrayContains"] | components["schemas"]["ArrayContainsAny"] | components["schemas"]["ArrayContainsAll"];
        /**
         * OrderAmount
         * @description An amount off the order, over all lines in the proportion of their price; never more than they cost.
         */
        OrderAmount: {
            /**
             * Amount
             * @description The amount, or steps of it.
             * @example 1000
             */
            amount: (number | {
                [key: string]: number;
            }) | components["schemas"]["MoneySteps"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "order_amount";
        };
        /**
         * OrderFields
         * @description The order a voucher is wanted for; what is not known may be left out.
         */
        OrderFields: {
            /**
             * Additional Categories
             * @default {}
             */
            additional_categories: {
                [key: string]: string;
            };
            /** Customer Identifier */
            customer_identifier?: string | null;
            /**
             * Product Items
             * @default []
             */
            product_items: components["schemas"]["largesse__compat__vouchery__redemption_schemas__ProductItem"][];
            /** Shipping Cost */
            shipping_cost?: (number | string) | null;
            /** Total Transaction Cost */
            total_transaction_cost?: (number | string) | null;
            /** Transaction Id */
            transaction_id?: string | null;
            /** User Agent */
            user_agent?: string | null;
        };
        /**
         * OrderInput
         * @description An order that was paid. Sent again, it replaces what it names; what it leaves out stays.
         */
        OrderInput: {
            /**
             * At
             * @description When it was paid; left out: now.
             */
            at?: string | null;
            /** @description What was bought, before any discount. */
            cart: components["schemas"]["CartInput"];
            /** @description Who bought; an unknown profile is made. */
            customer?: components["schemas"]["Identifier"] | null;
            /**
             * Discount
             * @description What was taken off, shipping not included.
             */
            discount?: number | null;
            /**
             * Id
             * @description Your id.
             * @example 1001
             */
            id: string;
            /**
             * Returned
             * @description What was given back of it so far.
             */
            returned?: number | null;
        };
        /**
         * OrderMaximum
         * @description The order is worth so much at most, before any discount or after those of earlier promotions.
         */
        OrderMaximum: {
            /**
             * Amount
             * @description The greatest value, shipping not included.
             * @example 50000
             */
            amount: number | {
                [key: string]: number;
            };
            /**
             * Basis
             * @description Before any discount, or after those of earlier promotions.
             * @default initial
             * @enum {string}
             */
            basis: "initial" | "current";
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "order_maximum";
        };
        /**
         * OrderMetadata
         * @description A value in the order's `metadata` meets a test, the same tests as in conditions on profiles.
         *
         *     What is missing meets no test but `empty`.
         */
        OrderMetadata: {
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Name
             * @description Name of the value, such as `gift_wrap`.
             * @example gift_wrap
             */
            name: string;
            /** @description What it must be. */
            test: components["schemas"]["Operator"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "order_metadata";
        };
        /**
         * OrderMinimum
         * @description The order is worth at least so much, before any discount or after those of earlier promotions.
         */
        OrderMinimum: {
            /**
             * Amount
             * @description The least value, shipping not included.
             * @example 5000
             */
            amount: number | {
                [key: string]: number;
            };
            /**
             * Basis
             * @description Before any discount, or after those of earlier promotions.
             * @default initial
             * @enum {string}
             */
            basis: "initial" | "current";
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "order_minimum";
        };
        /**
         * OrderNumber
         * @description It is the customer's n-th order, the one that is being placed included: the first is number 1.
         *
         *     Orders that were returned whole do not count.
         */
        OrderNumber: {
            /**
             * At Least
             * @description So many or more.
             */
            at_least?: number | null;
            /**
             * At Most
             * @description So many or fewer.
             */
            at_most?: number | null;
            /**
             * Exactly
             * @description Just so many; instead of the other bounds.
             */
            exactly?: number | null;
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Multiple Of
             * @description Every so many: 3 means 3, 6, 9 and so on, not 0.
             */
            multiple_of?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "order_number";
        };
        /**
         * OrderPage
         * @description A page of orders, the latest first.
         */
        OrderPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["OrderView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * OrderPercent
         * @description So many per cent off the order, over all lines in the proportion of their price.
         */
        "OrderPercent-Input": {
            /**
             * Most
             * @description Never more than this.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Percent
             * @description Per cent, or steps of them.
             * @example 10
             */
            percent: (number | string) | components["schemas"]["PercentSteps-Input"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "order_percent";
        };
        /**
         * OrderPercent
         * @description So many per cent off the order, over all lines in the proportion of their price.
         */
        "OrderPercent-Output": {
            /**
             * Most
             * @description Never more than this.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Percent
             * @description Per cent, or steps of them.
             * @example 10
             */
            percent: string | components["schemas"]["PercentSteps-Output"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "order_percent";
        };
        /**
         * OrderTotal
         * @description The order's lines cost so much together; an order that costs less stays as it is.
         */
        OrderTotal: {
            /**
             * Most
             * @description Never more than this off the order.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Total
             * @description What the lines cost together, shipping not included, or steps of it.
             * @example 5000
             */
            total: (number | {
                [key: string]: number;
            }) | components["schemas"]["MoneySteps"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "order_total";
        };
        /**
         * OrderView
         * @description An order as rules on earlier orders see it.
         */
        OrderView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Cart */
            cart: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Currency */
            currency: string;
            /** Customer Id */
            customer_id: number | null;
            /** Discount */
            discount: number;
            /** Id */
            id: string;
            /**
             * Returned
             * @description What was given back; an order given back whole does not count.
             */
            returned: number;
            /**
             * State
             * @enum {string}
             */
            state: "paid" | "returned";
            /**
             * Total
             * @description What its lines cost before any discount.
             */
            total: number;
        };
        /**
         * OrdersInput
         * @description Orders of your shop, new ones and changed ones.
         * @example {
         *       "orders": [
         *         {
         *           "at": "2027-03-01T12:00:00Z",
         *           "cart": {
         *             "channel": "web",
         *             "currency": "EUR",
         *             "items": [
         *               {
         *                 "categories": [
         *                   "tea"
         *                 ],
         *                 "price": 450,
         *                 "quantity": 2,
         *                 "sku": "TEA-100"
         *               },
         *               {
         *                 "attributes": {
         *                   "brand": "Aster"
         *                 },
         *                 "price": 1290,
         *                 "quantity": 1,
         *                 "sku": "CUP-1"
         *               }
         *             ],
         *             "shipping": 490
         *           },
         *           "customer": {
         *             "custom_id": "c-1"
         *           },
         *           "id": "1001"
         *         }
         *       ]
         *     }
         */
        OrdersInput: {
            /** Orders */
            orders: components["schemas"]["OrderInput"][];
        };
        /**
         * OverviewView
         * @description What needs somebody now.
         */
        OverviewView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Broken Runs */
            broken_runs: components["schemas"]["BrokenRun"][] | null;
            /** Ending */
            ending: components["schemas"]["EndingPromotion"][] | null;
            first_steps: components["schemas"]["FirstSteps"];
            fraud_cases: components["schemas"]["OpenFraudCases"] | null;
            holds: components["schemas"]["EndingHolds"] | null;
            /** Jobs */
            jobs: components["schemas"]["TroubledJob"][] | null;
            messages: components["schemas"]["DeadMessages"] | null;
            /** Pools */
            pools: components["schemas"]["LowPool"][] | null;
            /** Running Jobs */
            running_jobs: components["schemas"]["RunningJob"][] | null;
            /** Running Runs */
            running_runs: components["schemas"]["RunningRun"][] | null;
            /** Stuck Runs */
            stuck_runs: components["schemas"]["StuckRun"][] | null;
            /** Time Zone */
            time_zone: string;
            /** Webhooks */
            webhooks: components["schemas"]["FailingWebhook"][] | null;
        };
        /**
         * OwnMemberPatch
         * @description Changes of oneself; what is left out stays.
         */
        OwnMemberPatch: {
            /** Name */
            name?: string | null;
        };
        /**
         * OwnOffer
         * @description A promotion in a set, as customers see it.
         */
        OwnOffer: {
            /**
             * Code
             * @description Business key of the promotion.
             */
            code: string;
            /** Description */
            description: string;
            /**
             * Ends At
             * @description End of the promotion; the set may end before.
             */
            ends_at: string | null;
            /** Headline */
            headline: string;
            /** Images */
            images: string[];
            /** Name */
            name: string;
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Place
             * @description Counted from 1, top to bottom.
             */
            place: number;
            /**
             * Promotion Id
             * Format: uuid
             */
            promotion_id: string;
            /**
             * Status
             * @description How the customer stands to it: assigned, active, redeemed and so on.
             */
            status: string;
        };
        /**
         * OwnPasswordInput
         * @description A new password for oneself.
         */
        OwnPasswordInput: {
            /** Current Password */
            current_password: string;
            /**
             * Password
             * @description At least 10 characters.
             */
            password: string;
        };
        /**
         * OwnQualificationInput
         * @description The signed-in customer asks what he could use now, and with which cart.
         * @example {
         *       "cart": {
         *         "channel": "web",
         *         "currency": "EUR",
         *         "items": [
         *           {
         *             "categories": [
         *               "tea"
         *             ],
         *             "price": 450,
         *             "quantity": 2,
         *             "sku": "TEA-100"
         *           },
         *           {
         *             "attributes": {
         *               "brand": "Aster"
         *             },
         *             "price": 1290,
         *             "quantity": 1,
         *             "sku": "CUP-1"
         *           }
         *         ],
         *         "shipping": 490
         *       }
         *     }
         */
        OwnQualificationInput: {
            /** @description null: before anything is in it. */
            cart?: components["schemas"]["CartInput"] | null;
        };
        /**
         * OwnSecondStepInput
         * @description Proof that it is oneself who changes the second step.
         */
        OwnSecondStepInput: {
            /** Current Password */
            current_password: string;
        };
        /**
         * OwnSessionList
         * @description The caller's sessions, the last used first.
         */
        OwnSessionList: {
            /** Items */
            items: components["schemas"]["OwnSessionView"][];
        };
        /**
         * OwnSessionView
         * @description A sign-in of the caller that has not ended.
         */
        OwnSessionView: {
            /** Address */
            address: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Current
             * @description Whether it is the session that asks.
             */
            current: boolean;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Last Seen At
             * Format: date-time
             * @description Within a minute.
             */
            last_seen_at: string;
            /**
             * User Agent
             * @description What the browser says of itself.
             */
            user_agent: string;
        };
        /**
         * OwnSetView
         * @description What the signed-in profile is offered.
         */
        OwnSetView: {
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /**
             * Handbill Id
             * Format: uuid
             */
            handbill_id: string;
            /** Items */
            items: components["schemas"]["OwnOffer"][];
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
        };
        /**
         * OwnValidationInput
         * @description A cart of the signed-in customer to look at.
         * @example {
         *       "cart": {
         *         "channel": "web",
         *         "currency": "EUR",
         *         "items": [
         *           {
         *             "categories": [
         *               "tea"
         *             ],
         *             "price": 450,
         *             "quantity": 2,
         *             "sku": "TEA-100"
         *           },
         *           {
         *             "attributes": {
         *               "brand": "Aster"
         *             },
         *             "price": 1290,
         *             "quantity": 1,
         *             "sku": "CUP-1"
         *           }
         *         ],
         *         "shipping": 490
         *       }
         *     }
         */
        OwnValidationInput: {
            cart: components["schemas"]["CartInput"];
            /**
             * Codes
             * @description Codes that were typed.
             * @default []
             */
            codes: string[];
        };
        /**
         * PageMeta
         * @description Totals of a list.
         */
        PageMeta: {
            /** Limit */
            limit: number;
            /** Page */
            page: number;
            /** Totalcount */
            totalCount: number;
            /** Totalpages */
            totalPages: number;
        };
        /**
         * ParamCondition
         * @description A test of one param of an event, found by its whole name, dots included.
         */
        ParamCondition: {
            /**
             * Name
             * @description Name of the param, as flat as the event has it: `body.data.activeCount`.
             * @example voucherCount
             */
            name: string;
            /** @description What its value must be. */
            test: components["schemas"]["Operator"];
        };
        /**
         * ParamFilter
         * @description Promotions whose free data for apps have one of these values under a name.
         */
        ParamFilter: {
            /**
             * Any Of
             * @description One of these. 1 is not "1", and true is not 1.
             */
            any_of: (string | boolean | number | null)[];
            /**
             * Name
             * @description Its name in the promotion's `display.params`.
             */
            name: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "param";
        };
        /**
         * PasswordInput
         * @description A new password for a member.
         */
        PasswordInput: {
            /**
             * Password
             * @description At least 10 characters.
             */
            password: string;
        };
        /**
         * PayWithPoints
         * @description The customer pays with loyalty points, as many as there are and as the order and the limits take.
         *
         *     Points are spent in whole packs of `points`; a pack is not spent when it is worth more than what is left
         *     to pay.
         */
        "PayWithPoints-Input": {
            /**
             * Asked In
             * @description Field of the cart's metadata where the customer says how many points to spend at most; null, or a cart without it: as many as possible.
             */
            asked_in?: string | null;
            /**
             * @description What may be paid with points.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Most
             * @description Never more money than this.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Percent
             * @description Never more than this share of what the items cost now, rounded half up.
             */
            most_percent?: (number | string) | null;
            /**
             * Most Points
             * @description Never more points than so many.
             */
            most_points?: number | null;
            /**
             * Points
             * @description How many points make a pack.
             * @default 1
             * @example 100
             */
            points: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "pay_with_points";
            /**
             * Worth
             * @description What a pack is worth.
             * @example 100
             */
            worth: number | {
                [key: string]: number;
            };
        };
        /**
         * PayWithPoints
         * @description The customer pays with loyalty points, as many as there are and as the order and the limits take.
         *
         *     Points are spent in whole packs of `points`; a pack is not spent when it is worth more than what is left
         *     to pay.
         */
        "PayWithPoints-Output": {
            /**
             * Asked In
             * @description Field of the cart's metadata where the customer says how many points to spend at most; null, or a cart without it: as many as possible.
             */
            asked_in?: string | null;
            /**
             * @description What may be paid with points.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Most
             * @description Never more money than this.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Most Percent
             * @description Never more than this share of what the items cost now, rounded half up.
             */
            most_percent?: string | null;
            /**
             * Most Points
             * @description Never more points than so many.
             */
            most_points?: number | null;
            /**
             * Points
             * @description How many points make a pack.
             * @default 1
             * @example 100
             */
            points: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "pay_with_points";
            /**
             * Worth
             * @description What a pack is worth.
             * @example 100
             */
            worth: number | {
                [key: string]: number;
            };
        };
        /**
         * PaymentInfo
         * @description How it was paid.
         */
        PaymentInfo: {
            /** Method */
            method: string | number;
        };
        /**
         * PaymentItem
         * @description A payment.
         */
        PaymentItem: {
            /**
             * Amount
             * @description In major units, as text.
             * @example 30.23
             */
            amount: string;
            /** Name */
            name: string | number;
            /** Seqno */
            seqNo: number;
            /** Type */
            type: string | number;
        };
        /**
         * PaymentMethod
         * @description The order is paid by one of these methods.
         */
        PaymentMethod: {
            /**
             * Any Of
             * @description Ways to pay as orders name them; capital and small letters are the same.
             * @example [
             *       "card"
             *     ]
             */
            any_of: string[];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "payment_method";
        };
        /**
         * PaymentsReport
         * @description How the basket was paid.
         */
        PaymentsReport: {
            /** Paymentitems */
            paymentItems: components["schemas"]["PaymentItem"][];
        };
        /**
         * PercentStep
         * @description From so much on this per cent.
         */
        "PercentStep-Input": {
            /**
             * At Least
             * @description From here on: minor units (or by currency), or a plain number of units or uses.
             */
            at_least: number | {
                [key: string]: number;
            };
            /**
             * Value
             * @example 10
             */
            value: number | string;
        };
        /**
         * PercentStep
         * @description From so much on this per cent.
         */
        "PercentStep-Output": {
            /**
             * At Least
             * @description From here on: minor units (or by currency), or a plain number of units or uses.
             */
            at_least: number | {
                [key: string]: number;
            };
            /**
             * Value
             * @example 10
             */
            value: string;
        };
        /**
         * PercentSteps
         * @description Per cent by steps.
         */
        "PercentSteps-Input": {
            /**
             * Basis
             * @description Of `order_value`: before any discount, or after those of earlier promotions.
             * @default initial
             * @enum {string}
             */
            basis: "initial" | "current";
            /**
             * By
             * @description What climbs it: what all lines cost, the units the reward may act on, or how often the customer redeemed this promotion before (0 the first time).
             * @enum {string}
             */
            by: "order_value" | "units" | "uses";
            /**
             * Steps
             * @description Lowest first.
             */
            steps: components["schemas"]["PercentStep-Input"][];
        };
        /**
         * PercentSteps
         * @description Per cent by steps.
         */
        "PercentSteps-Output": {
            /**
             * Basis
             * @description Of `order_value`: before any discount, or after those of earlier promotions.
             * @default initial
             * @enum {string}
             */
            basis: "initial" | "current";
            /**
             * By
             * @description What climbs it: what all lines cost, the units the reward may act on, or how often the customer redeemed this promotion before (0 the first time).
             * @enum {string}
             */
            by: "order_value" | "units" | "uses";
            /**
             * Steps
             * @description Lowest first.
             */
            steps: components["schemas"]["PercentStep-Output"][];
        };
        /**
         * Permission
         * @description What a key or member may do; the value is the name on the wire, `help` says what it opens.
         * @enum {string}
         */
        Permission: "VOUCHERS_POOL_READ" | "VOUCHERS_POOL_CREATE" | "VOUCHERS_POOL_UPDATE" | "VOUCHERS_POOL_DELETE" | "VOUCHERS_ITEM_READ" | "VOUCHERS_ITEM_LIST_BY_POOL_READ" | "VOUCHERS_ITEM_CREATE" | "VOUCHERS_ITEM_IMPORT_CREATE" | "VOUCHERS_ITEM_IMPORT_DELETE" | "VOUCHERS_ITEM_GENERATE_CREATE" | "VOUCHERS_ITEM_EXPORT_READ" | "VOUCHERS_ITEM_ASSIGN_CREATE" | "VOUCHERS_ITEM_ASSIGN_DELETE" | "VOUCHERS_ITEM_REDEEM_CREATE" | "VOUCHERS_ITEM_CANCEL_UPDATE" | "VOUCHERS_ITEM_ASSIGNED_FOR_CLIENT_READ" | "VOUCHERS_ITEM_ASSIGN_OWN_CREATE" | "VOUCHERS_ITEM_ASSIGNED_OWN_READ" | "ALERTS_RULE_READ" | "ALERTS_RULE_CREATE" | "ALERTS_RULE_UPDATE" | "ALERTS_RULE_DELETE" | "MESSAGES_MESSAGE_READ" | "MESSAGES_MESSAGE_RETRY_CREATE" | "MESSAGES_WEBHOOK_SECRET_READ" | "MESSAGES_BOUNCE_CREATE" | "MESSAGES_TEMPLATE_READ" | "MESSAGES_TEMPLATE_CREATE" | "MESSAGES_TEMPLATE_UPDATE" | "MESSAGES_TEMPLATE_DELETE" | "MESSAGES_TEMPLATE_PREVIEW_CREATE" | "MESSAGES_TEMPLATE_TEST_CREATE" | "MESSAGES_RECIPIENT_LIST_READ" | "MESSAGES_RECIPIENT_LIST_CREATE" | "MESSAGES_RECIPIENT_LIST_UPDATE" | "MESSAGES_RECIPIENT_LIST_DELETE" | "MESSAGES_SMS_ACCOUNT_READ" | "MESSAGES_SMS_ACCOUNT_CREATE" | "MESSAGES_SMS_ACCOUNT_UPDATE" | "MESSAGES_SMS_ACCOUNT_TEST_CREATE" | "MESSAGES_SMS_ACCOUNT_DELETE" | "MESSAGES_SUPPRESSION_READ" | "MESSAGES_SUPPRESSION_CREATE" | "MESSAGES_SUPPRESSION_DELETE" | "MESSAGES_WEBHOOK_READ" | "MESSAGES_WEBHOOK_CREATE" | "MESSAGES_WEBHOOK_UPDATE" | "MESSAGES_WEBHOOK_DELETE" | "MESSAGES_WEBHOOK_SECRET_CREATE" | "MESSAGES_WEBHOOK_TEST_CREATE" | "MESSAGES_WEBHOOK_REPLAY_CREATE" | "CONNECTIONS_SMTP_READ" | "CONNECTIONS_SMTP_CREATE" | "CONNECTIONS_SMTP_UPDATE" | "CONNECTIONS_SMTP_TEST_CREATE" | "CONNECTIONS_SMTP_DELETE" | "CONNECTIONS_CONNECTION_READ" | "CONNECTIONS_CONNECTION_CREATE" | "CONNECTIONS_CONNECTION_UPDATE" | "CONNECTIONS_CONNECTION_DELETE" | "CONNECTIONS_CONNECTION_TEST_CREATE" | "WORKFLOWS_TRANSFORMATION_PREVIEW_CREATE" | "WORKFLOWS_FILE_CREATE" | "WORKFLOWS_FILE_DELETE" | "WORKFLOWS_FILE_READ" | "API_CLIENT_READ" | "API_CLIENT_CREATE" | "API_CLIENT_DELETE" | "API_BATCH_CLIENT_CREATE" | "API_CLIENT_IMPORT_CREATE" | "API_EVENTS_IMPORT_CREATE" | "API_CUSTOM_EVENTS_CREATE" | "API_TRANSACTION_CREATE" | "API_BATCH_TRANSACTION_CREATE" | "API_EVENTS_READ" | "WORKFLOWS_WORKFLOW_READ" | "WORKFLOWS_WORKFLOW_CREATE" | "WORKFLOWS_WORKFLOW_UPDATE" | "WORKFLOWS_WORKFLOW_DELETE" | "WORKFLOWS_WORKFLOW_PUBLISH_CREATE" | "WORKFLOWS_RUN_READ" | "WORKFLOWS_RUN_CREATE" | "PROMOTIONS_REDEMPTION_CREATE" | "PROMOTIONS_REDEMPTION_READ" | "PROMOTIONS_REDEMPTION_ROLLBACK_CREATE" | "PROMOTIONS_HOLD_CREATE" | "PROMOTIONS_HOLD_CONFIRMATION_CREATE" | "PROMOTIONS_HOLD_DELETE" | "AUDIENCES_AUDIENCE_READ" | "AUDIENCES_AUDIENCE_CREATE" | "AUDIENCES_AUDIENCE_UPDATE" | "AUDIENCES_AUDIENCE_DELETE" | "PROMOTIONS_CAMPAIGN_READ" | "PROMOTIONS_CAMPAIGN_CREATE" | "PROMOTIONS_CAMPAIGN_UPDATE" | "PROMOTIONS_CAMPAIGN_DELETE" | "PROMOTIONS_PROMOTION_READ" | "PROMOTIONS_PROMOTION_CREATE" | "PROMOTIONS_PROMOTION_UPDATE" | "PROMOTIONS_PROMOTION_DELETE" | "PROMOTIONS_PROMOTION_PUBLISH_CREATE" | "PROMOTIONS_PROMOTION_IMPORT_CREATE" | "PROMOTIONS_TAG_READ" | "PROMOTIONS_TAG_CREATE" | "PROMOTIONS_TAG_DELETE" | "PROMOTIONS_VALIDATION_CREATE" | "PROMOTIONS_VALIDATION_OWN_CREATE" | "PROMOTIONS_ORDER_READ" | "PROMOTIONS_ORDER_CREATE" | "PROMOTIONS_REJECTION_READ" | "FRAUD_CASE_READ" | "FRAUD_CASE_DECISION_CREATE" | "FRAUD_SETTINGS_READ" | "FRAUD_SETTINGS_UPDATE" | "PROMOTIONS_BACK_TEST_CREATE" | "PROMOTIONS_SETTINGS_READ" | "PROMOTIONS_SETTINGS_UPDATE" | "PROMOTIONS_DETAILS_FOR_CLIENT_READ" | "PROMOTIONS_DETAILS_OWN_READ" | "PROMOTIONS_ACTIVATION_OWN_CREATE" | "PROMOTIONS_SALE_CREATE" | "PROMOTIONS_ASSIGNMENT_CREATE" | "PROMOTIONS_ACTIVATION_CREATE" | "PROMOTIONS_ACTIVATION_DELETE" | "PROMOTIONS_REFERRAL_READ" | "PROMOTIONS_POINTS_READ" | "PROMOTIONS_POINTS_CREATE" | "PROMOTIONS_GIFT_READ" | "PROMOTIONS_GIFT_CREATE" | "PROMOTIONS_HANDBILL_READ" | "PROMOTIONS_HANDBILL_CREATE" | "PROMOTIONS_HANDBILL_UPDATE" | "PROMOTIONS_HANDBILL_PUBLICATION_CREATE" | "PROMOTIONS_HANDBILL_PREVIEW_CREATE" | "PROMOTIONS_HANDBILL_PRECOMPUTATION_CREATE" | "PROMOTIONS_HANDBILL_ASSIGN_CREATE" | "PROMOTIONS_HANDBILL_OWN_READ" | "PROMOTIONS_HANDBILL_RESULTS_READ" | "AI_MODEL_READ" | "AI_MODEL_CREATE" | "AI_PROFILE_READ" | "CATALOGS_CATALOG_READ" | "CATALOGS_CATALOG_CREATE" | "CATALOGS_CATALOG_DELETE" | "CATALOGS_ITEM_READ" | "CATALOGS_ITEM_BATCH_CATALOG_CREATE" | "CATALOGS_ITEM_IMPORT_CREATE" | "CATALOGS_ITEM_DELETE" | "REPORTS_REPORT_READ" | "JOBS_JOB_READ" | "JOBS_JOB_CANCEL_UPDATE" | "ACCOUNTS_KEY_READ" | "ACCOUNTS_KEY_CREATE" | "ACCOUNTS_KEY_UPDATE" | "ACCOUNTS_KEY_DELETE" | "ACCOUNTS_MEMBER_READ" | "ACCOUNTS_MEMBER_CREATE" | "ACCOUNTS_MEMBER_UPDATE" | "ACCOUNTS_ACTOR_READ" | "ACCOUNTS_WORKSPACE_READ" | "ACCOUNTS_WORKSPACE_UPDATE" | "ACCOUNTS_AUDIT_READ";
        /**
         * PermissionCheck
         * @description Which of the asked permissions the caller has.
         */
        PermissionCheck: {
            /** Businessprofilename */
            businessProfileName: string;
            /** Permissions */
            permissions: {
                [key: string]: boolean;
            };
        };
        /**
         * PermissionList
         * @description The whole catalogue.
         */
        PermissionList: {
            /** Items */
            items: components["schemas"]["PermissionView"][];
        };
        /**
         * PermissionView
         * @description One thing a key or member may be allowed to do.
         */
        PermissionView: {
            /**
             * Granted
             * @description Whether the caller has it, and so may grant it.
             */
            granted: boolean;
            /** Help */
            help: string;
            /** Name */
            name: string;
        };
        /**
         * PictureOf
         * @description A picture of a promotion.
         */
        PictureOf: {
            /**
             * Type
             * @default image
             * @enum {string}
             */
            type: "image" | "thumbnail" | "large";
            /** Url */
            url: string;
        };
        /**
         * PlaceInput
         * @description Where the customer is, in degrees.
         */
        PlaceInput: {
            /** Latitude */
            latitude: number;
            /** Longitude */
            longitude: number;
        };
        /**
         * Point
         * @description A place in degrees.
         */
        Point: {
            /**
             * Latitude
             * @description Degrees north.
             * @example 50.0617
             */
            latitude: number;
            /**
             * Longitude
             * @description Degrees east.
             * @example 19.9373
             */
            longitude: number;
        };
        /**
         * PointsBalance
         * @description The customer has so many loyalty points. None are spent by it.
         */
        PointsBalance: {
            /**
             * At Least
             * @description So many points or more.
             */
            at_least?: number | null;
            /**
             * At Most
             * @description So many points or fewer.
             */
            at_most?: number | null;
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "points_balance";
        };
        /**
         * PointsChangeView
         * @description The entry that was made, and the balance after it.
         */
        PointsChangeView: {
            /** Balance */
            balance: number;
            entry: components["schemas"]["PointsEntryView"];
        };
        /**
         * PointsDay
         * @description Points of a day. All are positive but `adjusted`, which may be either.
         */
        PointsDay: {
            /**
             * Adjusted
             * @description Corrected by hand.
             */
            adjusted: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Expired */
            expired: number;
            /** Granted */
            granted: number;
            /**
             * Returned
             * @description Given back by rollbacks, less what was claimed back.
             */
            returned: number;
            /** Spent */
            spent: number;
        };
        /**
         * PointsEntryInput
         * @description Points to give, or (`adjust`) to give or take by the hand of the staff.
         */
        PointsEntryInput: {
            /**
             * Amount
             * @description Points; negative takes away.
             * @example 250
             */
            amount: number;
            /**
             * Expires At
             * @description When what is left of them is lost; null: never. Only of points that are added.
             */
            expires_at?: string | null;
            /**
             * Kind
             * @description `earn` only adds; `adjust` corrects, needs a `reason`, and is audited.
             * @default earn
             * @enum {string}
             */
            kind: "earn" | "adjust";
            /**
             * Reason
             * @default
             * @example Goodwill after a late delivery
             */
            reason: string;
        };
        /**
         * PointsEntryPage
         * @description A page of entries, latest first.
         */
        PointsEntryPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["PointsEntryView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * PointsEntryView
         * @description One entry of an account of points.
         */
        PointsEntryView: {
            /** Actor */
            actor: string;
            /**
             * Amount
             * @description Negative: taken away.
             */
            amount: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Expires At */
            expires_at: string | null;
            /** Id */
            id: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "earn" | "spend" | "expire" | "adjust" | "return";
            /**
             * Open
             * @description What of an entry that added is still there.
             */
            open: number;
            /** Promotion Id */
            promotion_id: string | null;
            /** Reason */
            reason: string;
            /** Redemption Id */
            redemption_id: string | null;
        };
        /**
         * PointsExpiring
         * @description How many points are lost on a day.
         */
        PointsExpiring: {
            /** Amount */
            amount: number;
            /**
             * On
             * Format: date
             * @description The day in the workspace's time zone.
             */
            on: string;
        };
        /**
         * PointsMultiplier
         * @description Extra points on top of what the customer earns anyway: double points are as many again.
         *
         *     `points` and `per` repeat how points are usually earned; only what is over that is given here.
         */
        "PointsMultiplier-Input": {
            /**
             * @description What money must be spent on.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Lasts
             * @description How long the points are good; null: for ever.
             */
            lasts?: string | null;
            /**
             * Most
             * @description Never more extra points than so many.
             */
            most?: number | null;
            /**
             * Multiplier
             * @description 2 doubles the usual points.
             * @example 2
             */
            multiplier: number | string;
            /**
             * Partial
             * @description Whether parts of `per` count in proportion, rounded half up.
             * @default false
             */
            partial: boolean;
            /**
             * Per
             * @description For each full amount like this that is spent.
             * @example 100
             */
            per: number | {
                [key: string]: number;
            };
            /**
             * Points
             * @description Points that are usually earned for `per`.
             * @default 1
             */
            points: number | components["schemas"]["PointsSteps"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "points_multiplier";
        };
        /**
         * PointsMultiplier
         * @description Extra points on top of what the customer earns anyway: double points are as many again.
         *
         *     `points` and `per` repeat how points are usually earned; only what is over that is given here.
         */
        "PointsMultiplier-Output": {
            /**
             * @description What money must be spent on.
             * @default {
             *       "attributes": [],
             *       "categories": [],
             *       "except_categories": [],
             *       "except_products": [],
             *       "except_skus": [],
             *       "products": [],
             *       "reduced": true,
             *       "skus": []
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Lasts
             * @description How long the points are good; null: for ever.
             */
            lasts?: string | null;
            /**
             * Most
             * @description Never more extra points than so many.
             */
            most?: number | null;
            /**
             * Multiplier
             * @description 2 doubles the usual points.
             * @example 2
             */
            multiplier: string;
            /**
             * Partial
             * @description Whether parts of `per` count in proportion, rounded half up.
             * @default false
             */
            partial: boolean;
            /**
             * Per
             * @description For each full amount like this that is spent.
             * @example 100
             */
            per: number | {
                [key: string]: number;
            };
            /**
             * Points
             * @description Points that are usually earned for `per`.
             * @default 1
             */
            points: number | components["schemas"]["PointsSteps"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "points_multiplier";
        };
        /**
         * PointsReport
         * @description Loyalty points by day; days without any are left out.
         */
        PointsReport: {
            /** Adjusted */
            adjusted: number;
            /**
             * Counted Until
             * @description Everything before this moment is counted; null: nothing was counted yet.
             */
            counted_until: string | null;
            /** Days */
            days: components["schemas"]["PointsDay"][];
            /** Expired */
            expired: number;
            /**
             * First Day
             * Format: date
             * @description The first day, in the workspace's time zone.
             */
            first_day: string;
            /** Granted */
            granted: number;
            /**
             * Last Day
             * Format: date
             * @description The last day, included.
             */
            last_day: string;
            /** Returned */
            returned: number;
            /** Spent */
            spent: number;
            /**
             * Time Zone
             * @example Europe/Warsaw
             */
            time_zone: string;
        };
        /**
         * PointsStep
         * @description From so much on so many points.
         */
        PointsStep: {
            /**
             * At Least
             * @description From here on: minor units (or by currency), or a plain number of units or uses.
             */
            at_least: number | {
                [key: string]: number;
            };
            /** Value */
            value: number;
        };
        /**
         * PointsSteps
         * @description Points by steps.
         */
        PointsSteps: {
            /**
             * Basis
             * @description Of `order_value`: before any discount, or after those of earlier promotions.
             * @default initial
             * @enum {string}
             */
            basis: "initial" | "current";
            /**
             * By
             * @description What climbs it: what all lines cost, the units the reward may act on, or how often the customer redeemed this promotion before (0 the first time).
             * @enum {string}
             */
            by: "order_value" | "units" | "uses";
            /**
             * Steps
             * @description Lowest first.
             */
            steps: components["schemas"]["PointsStep"][];
        };
        /**
         * PointsView
         * @description A customer's account of points.
         */
        PointsView: {
            /**
             * Balance
             * @description Points that can be spent now.
             */
            balance: number;
            /**
             * Expiring
             * @description What is lost within the days asked for, by day.
             */
            expiring: components["schemas"]["PointsExpiring"][];
            /** Profile Id */
            profile_id: number;
        };
        /**
         * Polygon
         * @description All that is inside a closed line, its corners included; it may cross the 180th meridian, no pole.
         */
        Polygon: {
            /**
             * Name
             * @description How the area is called.
             * @default
             */
            name: string;
            /**
             * Points
             * @description The corners in their order; the last is joined to the first.
             */
            points: components["schemas"]["Point"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "polygon";
        };
        /**
         * PoolAlert
         * @description Whom to tell when the pool runs low, and when its codes expire soon.
         */
        PoolAlert: {
            /**
             * Emails
             * @default []
             */
            emails: string[];
            /**
             * Expires Within Days
             * @description Also tell when unassigned codes expire within so many days.
             */
            expires_within_days?: number | null;
            threshold?: components["schemas"]["Threshold"] | null;
            /** Webhook Url */
            webhook_url?: string | null;
        };
        /**
         * PoolCodes
         * @description Codes of a pool. One that is assigned to a customer is good for that customer only, unless `bearer`.
         */
        PoolCodes: {
            /**
             * Bearer
             * @description Good for whoever brings it, as coupons on receipts are, assigned or not.
             * @default false
             */
            bearer: boolean;
            /**
             * Holder Only
             * @description Personal codes: a code must be assigned to the customer who uses it.
             * @default false
             */
            holder_only: boolean;
            /**
             * Pool Id
             * Format: uuid
             * @description The pool; it belongs to one promotion at most.
             */
            pool_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "pool_codes";
            /**
             * Uses Per Code
             * @description How often each code is good; null: without end.
             * @default 1
             */
            uses_per_code: number | null;
        };
        /**
         * PoolDay
         * @description A pool at the end of a day, and what happened in it that day.
         */
        PoolDay: {
            /**
             * Assigned
             * @description Codes in customers' hands at the end of the day.
             */
            assigned: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Handed Out
             * @description Codes handed out that day; negative when more came back.
             */
            handed_out: number;
            /**
             * Redeemed
             * @description Codes redeemed until the end of the day.
             */
            redeemed: number;
            /**
             * Redemptions
             * @description Codes redeemed that day, whether or not rolled back since.
             */
            redemptions: number;
            /**
             * Remaining
             * @description Codes that could still be handed out at the end of the day.
             */
            remaining: number;
        };
        /**
         * PoolHistory
         * @description A pool day by day, the last of which is today and not over.
         */
        PoolHistory: {
            /**
             * Days
             * @description Oldest first, at the earliest the day the pool was made.
             */
            days: components["schemas"]["PoolDay"][];
            /**
             * Time Zone
             * @description Of the workspace; its days are meant.
             */
            time_zone: string;
        };
        /**
         * PoolInput
         * @description A new pool.
         */
        PoolInput: {
            /**
             * Active
             * @default true
             */
            active: boolean;
            alert?: components["schemas"]["PoolAlert"] | null;
            barcode_type?: components["schemas"]["BarcodeType"] | null;
            /**
             * Code Limit
             * @description Largest number of codes in the pool.
             */
            code_limit?: number | null;
            /**
             * Codes Expire After
             * @description A code expires so long after its assignment (ISO 8601, such as P30D).
             */
            codes_expire_after?: string | null;
            /**
             * Codes Expire At
             * @description All codes expire at this moment.
             */
            codes_expire_at?: string | null;
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * Emission End
             * @description No code is handed out from here on.
             */
            emission_end?: string | null;
            /**
             * Emission Start
             * @description No code is handed out before.
             */
            emission_start?: string | null;
            /**
             * Name
             * @example Spring 2027
             */
            name: string;
            /**
             * Prefix
             * @description Put before each code that does not begin with it.
             * @default
             */
            prefix: string;
            /**
             * Profile Limit
             * @description Largest number of codes one profile may get from the pool.
             */
            profile_limit?: number | null;
            /**
             * @default {
             *       "type": "static"
             *     }
             */
            source: components["schemas"]["StaticSource"];
        };
        /**
         * PoolItem
         * @description A pool in a list.
         */
        PoolItem: {
            /** Active */
            active: boolean;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Description */
            description: string;
            /** Name */
            name: string;
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
            /**
             * Uuid
             * Format: uuid
             */
            uuid: string;
        };
        /**
         * PoolList
         * @description A page of pools.
         */
        PoolList: {
            /** Data */
            data: components["schemas"]["PoolItem"][];
            meta?: components["schemas"]["PageMeta"] | null;
        };
        /**
         * PoolPage
         * @description A page of pools, newest first.
         */
        PoolPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["PoolView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * PoolPatch
         * @description Changes of a pool; what is left out stays, null removes a limit.
         */
        PoolPatch: {
            /** Active */
            active?: boolean | null;
            alert?: components["schemas"]["PoolAlert"] | null;
            barcode_type?: components["schemas"]["BarcodeType"] | null;
            /** Code Limit */
            code_limit?: number | null;
            /** Codes Expire After */
            codes_expire_after?: string | null;
            /** Codes Expire At */
            codes_expire_at?: string | null;
            /** Description */
            description?: string | null;
            /** Emission End */
            emission_end?: string | null;
            /** Emission Start */
            emission_start?: string | null;
            /** Name */
            name?: string | null;
            /** Prefix */
            prefix?: string | null;
            /** Profile Limit */
            profile_limit?: number | null;
        };
        /**
         * PoolStock
         * @description A pool at the end of the period, and how it changed within.
         */
        PoolStock: {
            /** Assigned */
            assigned: number;
            /** Cancelled */
            cancelled: number;
            /** Expired */
            expired: number;
            /** Name */
            name: string;
            /**
             * Pool Id
             * Format: uuid
             */
            pool_id: string;
            /** Redeemed */
            redeemed: number;
            /**
             * Redeemed In Period
             * @description More redeemed codes than at the end of the day before.
             */
            redeemed_in_period: number;
            /** Unassigned */
            unassigned: number;
        };
        /**
         * PoolView
         * @description A pool with its counts.
         */
        PoolView: {
            /**
             * Active
             * @default true
             */
            active: boolean;
            alert?: components["schemas"]["PoolAlert"] | null;
            /**
             * Assigned
             * @description Codes in customers' hands, redeemed ones not included.
             */
            assigned: number;
            barcode_type?: components["schemas"]["BarcodeType"] | null;
            /**
             * Burn Rate
             * @description Codes handed out per day, mean of the last 14 days.
             */
            burn_rate: number;
            /** Cancelled */
            cancelled: number;
            /**
             * Code Limit
             * @description Largest number of codes in the pool.
             */
            code_limit?: number | null;
            /**
             * Codes Expire After
             * @description A code expires so long after its assignment (ISO 8601, such as P30D).
             */
            codes_expire_after?: string | null;
            /**
             * Codes Expire At
             * @description All codes expire at this moment.
             */
            codes_expire_at?: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * Emission End
             * @description No code is handed out from here on.
             */
            emission_end?: string | null;
            /**
             * Emission Start
             * @description No code is handed out before.
             */
            emission_start?: string | null;
            /**
             * Expired
             * @description Codes whose date passed before they were handed out.
             */
            expired: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "static" | "dynamic";
            /**
             * Low
             * @description Whether the alert's threshold is crossed now.
             */
            low: boolean;
            /** Name */
            name: string;
            /**
             * Prefix
             * @description Put before each code that does not begin with it.
             * @default
             */
            prefix: string;
            /**
             * Profile Limit
             * @description Largest number of codes one profile may get from the pool.
             */
            profile_limit?: number | null;
            /** Redeemed */
            redeemed: number;
            /**
             * Remaining
             * @description Codes that can still be handed out (unassigned and not expired).
             */
            remaining: number;
            /**
             * Remaining Percent
             * @description Share of `remaining` in `total`; null for an empty pool.
             */
            remaining_percent: number | null;
            /**
             * Runs Out On
             * @description Day the pool runs out at that rate; null when it does not.
             */
            runs_out_on: string | null;
            source: components["schemas"]["StaticSource"];
            /** Total */
            total: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * Postcode
         * @description The order goes to one of these postcodes, or to one that begins like this.
         *
         *     Spaces, hyphens, and capital or small letters make no difference: `00-950` is `00950`.
         */
        Postcode: {
            /**
             * Any Of
             * @description Whole postcodes.
             * @default []
             * @example [
             *       "00-950"
             *     ]
             */
            any_of: string[];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Prefixes
             * @description Beginnings of postcodes.
             * @default []
             * @example [
             *       "31-"
             *     ]
             */
            prefixes: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "postcode";
        };
        /**
         * Preview
         * @description What became of a sample; with problems, behind the last operation that could be used.
         */
        Preview: {
            /** Columns */
            columns: string[];
            /**
             * Filtered
             * @description Rows that were left out on purpose.
             */
            filtered: number;
            /** Input Columns */
            input_columns: string[];
            /** Problems */
            problems: components["schemas"]["Problem"][];
            /** Read */
            read: number;
            /** Rejected */
            rejected: components["schemas"]["RejectedSample"][];
            /** Rows */
            rows: string[][];
            /**
             * Runnable
             * @description Whether there is no error among the problems.
             */
            runnable: boolean;
        };
        /**
         * PreviewInput
         * @description For whom a mail is rendered.
         */
        PreviewInput: {
            event?: components["schemas"]["SampleEvent"] | null;
            /** @description Without one, the customer is empty. */
            profile?: components["schemas"]["Identifier"] | null;
        };
        /**
         * PreviewView
         * @description How a mail comes out for one customer. Codes in it are samples: none is drawn.
         */
        PreviewView: {
            /** Html */
            html: string | null;
            /**
             * Problems
             * @description What to mend, or at least to know, in sentences.
             */
            problems: string[];
            /**
             * Subject
             * @description Null when nothing would be sent; `problems` says why.
             */
            subject: string | null;
            /** Text */
            text: string | null;
            /**
             * Undefined
             * @description Names and attributes that have no value.
             */
            undefined: components["schemas"]["UndefinedName"][];
        };
        /**
         * Price
         * @description An amount in major units, such as 12.99, and its currency.
         */
        Price: {
            /** Amount */
            amount: number | string;
            /**
             * Currency
             * @description ISO 4217 code.
             * @example EUR
             */
            currency: string;
        };
        /**
         * PricedItem
         * @description A line as it was sent, and what is taken off it.
         */
        PricedItem: {
            /** Articleref */
            articleRef: string;
            /**
             * Evidprice
             * @description In major units, as text.
             * @example 30.23
             */
            evidPrice: string;
            /**
             * Finalprice
             * @description In major units, as text.
             * @example 30.23
             */
            finalPrice: string;
            /**
             * Finalvalue
             * @description In major units, as text.
             * @example 30.23
             */
            finalValue: string;
            /** Granteddiscounts */
            grantedDiscounts: components["schemas"]["GrantedDiscount"][];
            /**
             * Quantity
             * @example 1.000
             */
            quantity: string;
            /** Seqno */
            seqNo: number;
        };
        /**
         * PrintVariable
         * @description Something in the text of a printout that is another one each time.
         */
        PrintVariable: {
            /**
             * Type
             * @constant
             */
            type: "CODE";
            /** Value */
            value: string;
        };
        /**
         * Printout
         * @description What the till prints.
         */
        Printout: {
            /**
             * Promotionuuid
             * Format: uuid
             */
            promotionUuid: string;
            /** Text */
            text: string;
            /** Variables */
            variables: components["schemas"]["PrintVariable"][];
        };
        /**
         * PrintoutError
         * @description Why one coupon could not be issued.
         */
        PrintoutError: {
            /** Message */
            message: string;
            /**
             * Promotionuuid
             * Format: uuid
             */
            promotionUuid: string;
            /** Reason */
            reason: string;
        };
        /**
         * Problem
         * @description An error answer, as RFC 9457 has it, with our stable `code`.
         */
        Problem: {
            /**
             * Code
             * @description Stable snake_case code.
             * @example pool_not_found
             */
            code: string;
            /**
             * Detail
             * @description What is wrong and how to mend it.
             */
            detail: string;
            /**
             * Errors
             * @default []
             */
            errors: components["schemas"]["ProblemError"][];
            /** Request Id */
            request_id: string;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /** Type */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * ProblemError
         * @description One wrong input: where it stands, and why it is wrong.
         */
        ProblemError: {
            /** Code */
            code: string;
            /**
             * Facts
             * @description Bounds that the message names, such as `min_length`.
             * @default {}
             */
            facts: {
                [key: string]: string | number;
            };
            /** Message */
            message: string;
            /**
             * Pointer
             * @description JSON pointer into the request.
             * @example /body/name
             */
            pointer: string;
        };
        /**
         * Product
         * @description A line of a transaction; fields we do not know go into its event.
         */
        Product: {
            /** Categories */
            categories?: (string | number)[] | null;
            /** Discountpercent */
            discountPercent?: number | string | null;
            discountPrice?: components["schemas"]["Price"] | null;
            finalUnitPrice: components["schemas"]["Price"];
            /** Image */
            image?: (string | number) | null;
            /** Name */
            name: string | number;
            netUnitPrice?: components["schemas"]["Price"] | null;
            /**
             * Quantity
             * @default 1
             */
            quantity: number | string;
            regularPrice?: components["schemas"]["Price"] | null;
            /** Sku */
            sku?: (string | number) | null;
            /** Tax */
            tax?: number | string | null;
            /** Url */
            url?: (string | number) | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * ProductItem
         * @description A material reward, such as a mug or a sample, that is handed over with the order; no price changes.
         */
        "ProductItem-Output": {
            /**
             * Name
             * @description What it is called, for your app.
             * @default
             */
            name: string;
            /**
             * Quantity
             * @description How many.
             * @default 1
             */
            quantity: number;
            /**
             * Sku
             * @description The article.
             * @example MUG-1
             */
            sku: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "product_item";
        };
        /**
         * ProductItems
         * @description The order has one of these.
         */
        ProductItems: {
            /**
             * Categories
             * @default []
             */
            categories: string[];
            /**
             * Product Identifiers
             * @default []
             */
            product_identifiers: string[];
            /**
             * Skus
             * @default []
             */
            skus: string[];
            /**
             * Type
             * @constant
             */
            type: "ProductItems";
        };
        /**
         * ProductPreviewInput
         * @description Which articles are meant.
         * @example {
         *       "items": {}
         *     }
         */
        ProductPreviewInput: {
            /** @description The selection, as rules and rewards have it. */
            items: components["schemas"]["Selection"];
            /**
             * Limit
             * @description Articles to show.
             * @default 20
             */
            limit: number;
        };
        /**
         * ProductPreviewView
         * @description The articles of the catalogues that a selection means.
         */
        ProductPreviewView: {
            /**
             * Is Whole
             * @description Whether all were looked at; of very large catalogues a part is.
             */
            is_whole: boolean;
            /**
             * Items
             * @description The first of them by their keys.
             */
            items: components["schemas"]["ProductView"][];
            /** Looked At */
            looked_at: number;
            /**
             * Matched
             * @description How many it means of those that were looked at.
             */
            matched: number;
        };
        /**
         * ProductView
         * @description An article of a catalogue.
         */
        ProductView: {
            /** Catalog */
            catalog: string;
            /** Categories */
            categories: string[];
            /** Currency */
            currency: string | null;
            /**
             * Key
             * @description Its SKU.
             */
            key: string;
            /** Name */
            name: string;
            /**
             * Price
             * @description In minor units of its currency.
             */
            price: number | null;
        };
        /**
         * Products
         * @description The order has some of these articles, only these, none of these, or its cheapest or dearest is one.
         *
         *     Bounds on quantity and subtotal are for all that is meant together. Where several lines are the
         *     cheapest, one that is meant will do. Lines with a quantity of zero are not there.
         */
        "Products-Input": {
            /**
             * Basis
             * @description Whether `subtotal` is before any discount, or after those of earlier promotions.
             * @default initial
             * @enum {string}
             */
            basis: "initial" | "current";
            /**
             * @description Which articles are meant.
             * @example {
             *       "categories": [
             *         "shoes"
             *       ]
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /** @description What one of them costs; lines at other prices are not meant. */
            price?: components["schemas"]["MoneyRange"] | null;
            /**
             * Quantifier
             * @description `any`: at least one line is meant; `every`: all are; `none`: none is; `cheapest`, `dearest`: the line with the lowest or highest unit price is.
             * @default any
             * @enum {string}
             */
            quantifier: "any" | "every" | "none" | "cheapest" | "dearest";
            /** @description How many of them, all together. */
            quantity?: components["schemas"]["QuantityRange-Input"] | null;
            /** @description What they cost, all together. */
            subtotal?: components["schemas"]["MoneyRange"] | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "products";
        };
        /**
         * Products
         * @description The order has some of these articles, only these, none of these, or its cheapest or dearest is one.
         *
         *     Bounds on quantity and subtotal are for all that is meant together. Where several lines are the
         *     cheapest, one that is meant will do. Lines with a quantity of zero are not there.
         */
        "Products-Output": {
            /**
             * Basis
             * @description Whether `subtotal` is before any discount, or after those of earlier promotions.
             * @default initial
             * @enum {string}
             */
            basis: "initial" | "current";
            /**
             * @description Which articles are meant.
             * @example {
             *       "categories": [
             *         "shoes"
             *       ]
             *     }
             */
            items: components["schemas"]["Selection"];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /** @description What one of them costs; lines at other prices are not meant. */
            price?: components["schemas"]["MoneyRange"] | null;
            /**
             * Quantifier
             * @description `any`: at least one line is meant; `every`: all are; `none`: none is; `cheapest`, `dearest`: the line with the lowest or highest unit price is.
             * @default any
             * @enum {string}
             */
            quantifier: "any" | "every" | "none" | "cheapest" | "dearest";
            /** @description How many of them, all together. */
            quantity?: components["schemas"]["QuantityRange-Output"] | null;
            /** @description What they cost, all together. */
            subtotal?: components["schemas"]["MoneyRange"] | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "products";
        };
        /**
         * ProfileBatch
         * @description Up to 1,000 profiles to create or to change, in this order.
         */
        ProfileBatch: {
            /** Items */
            items: components["schemas"]["ProfileInput"][];
        };
        /**
         * ProfileBatchView
         * @description What became of the items of a batch, in their order; the failed ones changed nothing.
         */
        ProfileBatchView: {
            /** Failed */
            failed: number;
            /** Items */
            items: components["schemas"]["ProfileResult"][];
        };
        /**
         * ProfileInput
         * @description A profile to create or to change, found by the identifiers given.
         */
        ProfileInput: {
            /**
             * @description null takes an answer back.
             * @default {}
             */
            agreements: components["schemas"]["largesse__profiles__schemas__Agreements"];
            /**
             * Attributes
             * @description Free properties; null deletes one. What other systems send as fields of their own stands here in small letters: `firstname`, `lastname`, `company`, `address`, `city`, `province`, `zipcode`, `countrycode`, `birthdate`, `sex`, `avatarurl`.
             * @default {}
             * @example {
             *       "firstname": "Ada",
             *       "points": 12
             *     }
             */
            attributes: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Custom Id */
            custom_id?: string | null;
            /** Email */
            email?: string | null;
            /**
             * Id
             * @description Finds a profile; a new one is given its own.
             */
            id?: number | null;
            /** Phone */
            phone?: string | null;
            /**
             * Remove Tags
             * @description Tags to take off.
             * @default []
             */
            remove_tags: string[];
            /**
             * Tags
             * @description Tags to add.
             * @default []
             */
            tags: string[];
            /** Uuid */
            uuid?: string | null;
        };
        /**
         * ProfilePage
         * @description A page of profiles, oldest first.
         */
        ProfilePage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["ProfileView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ProfilePatch
         * @description Changes of a profile; null takes an identifier off.
         */
        ProfilePatch: {
            /**
             * @description null takes an answer back.
             * @default {}
             */
            agreements: components["schemas"]["largesse__profiles__schemas__Agreements"];
            /**
             * Attributes
             * @description Free properties; null deletes one. What other systems send as fields of their own stands here in small letters: `firstname`, `lastname`, `company`, `address`, `city`, `province`, `zipcode`, `countrycode`, `birthdate`, `sex`, `avatarurl`.
             * @default {}
             * @example {
             *       "firstname": "Ada",
             *       "points": 12
             *     }
             */
            attributes: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Custom Id */
            custom_id?: string | null;
            /** Email */
            email?: string | null;
            /** Phone */
            phone?: string | null;
            /**
             * Remove Tags
             * @description Tags to take off.
             * @default []
             */
            remove_tags: string[];
            /**
             * Tags
             * @description Tags to add.
             * @default []
             */
            tags: string[];
        };
        /**
         * ProfileRedemption
         * @description A code used by a profile.
         */
        ProfileRedemption: {
            /**
             * Profilekey
             * @enum {string}
             */
            profileKey: "externalId" | "clientId" | "email" | "phone" | "uuid";
            /** Profilevalue */
            profileValue: string | number;
            /**
             * Voucherkey
             * @default code
             * @constant
             */
            voucherKey: "code";
            /**
             * Vouchervalue
             * @example SPRING-7KQ2-X9FD
             */
            voucherValue: string;
        };
        /**
         * ProfileResult
         * @description What became of one item of a batch.
         */
        ProfileResult: {
            error?: components["schemas"]["ItemError"] | null;
            /** Id */
            id?: number | null;
            /** Index */
            index: number;
            /**
             * Result
             * @enum {string}
             */
            result: "created" | "updated" | "unchanged" | "failed";
            /** Uuid */
            uuid?: string | null;
        };
        /**
         * ProfileView
         * @description A profile.
         */
        ProfileView: {
            /** Agreements */
            agreements: {
                [key: string]: boolean;
            };
            /** Attributes */
            attributes: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Custom Id */
            custom_id: string | null;
            /** Email */
            email: string | null;
            /** Id */
            id: number;
            /** Phone */
            phone: string | null;
            /** Tags */
            tags: string[];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /**
             * Uuid
             * Format: uuid
             */
            uuid: string;
        };
        /**
         * ProfileWords
         * @description Attributes and tags of the first and the latest profiles, the most frequent first.
         */
        ProfileWords: {
            /** Attributes */
            attributes: components["schemas"]["AttributeWord"][];
            /**
             * Looked At
             * @description How many profiles were looked at.
             */
            looked_at: number;
            /** Tags */
            tags: components["schemas"]["TagWord"][];
        };
        /**
         * PromotionAnswer
         * @description One promotion.
         */
        PromotionAnswer: {
            data: components["schemas"]["PromotionItem"];
            /** Message */
            message?: string | null;
        };
        /**
         * PromotionCheckView
         * @description What was found about a draft.
         */
        PromotionCheckView: {
            /** Is Publishable */
            is_publishable: boolean;
            /** Problems */
            problems: components["schemas"]["PromotionProblem"][];
        };
        /**
         * PromotionCopyInput
         * @description What a copy is called.
         */
        PromotionCopyInput: {
            /**
             * Campaign Id
             * @description Left out: that of the original.
             */
            campaign_id?: string | null;
            /**
             * Code
             * @description Left out: made from the name.
             */
            code?: string | null;
            /**
             * Name
             * @description Left out: as the original.
             */
            name?: string | null;
        };
        /**
         * PromotionCreation
         * @description A promotion to create; it needs a name, and without a code it is given one.
         */
        PromotionCreation: {
            /** Activationlimitgloballimit */
            activationLimitGlobalLimit?: number | null;
            /** Activationlimitglobalrelativeminutes */
            activationLimitGlobalRelativeMinutes?: number | null;
            /** Activationlimitglobaltype */
            activationLimitGlobalType?: (string | number) | null;
            /** Catalog */
            catalog?: (string | number) | null;
            /** Catalogfilterids */
            catalogFilterIds?: (string | number)[] | null;
            /** Catalogfilterquery */
            catalogFilterQuery?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | (string | number) | null;
            /** Catalogindexitems */
            catalogIndexItems?: (string | number)[] | null;
            /** Catalogitemtype */
            catalogItemType?: (string | number) | null;
            /** Code */
            code?: (string | number) | null;
            /** Description */
            description?: string | null;
            /**
             * Details
             * @description Of a multibuy: `discountType` with its counts; all else is kept.
             */
            details?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Discountmode */
            discountMode?: ("STATIC" | "STEP") | null;
            discountModeDetails?: components["schemas"]["DiscountModeDetails-Input"] | null;
            /** Discounttype */
            discountType?: ("NONE" | "PERCENT" | "AMOUNT" | "2_FOR_1" | "POINTS" | "MULTIBUY" | "EXACT_PRICE") | null;
            /** Discountvalue */
            discountValue?: number | string | null;
            /** Displayfrom */
            displayFrom?: (string | number) | null;
            /** Displayto */
            displayTo?: (string | number) | null;
            /** Excludecatalog */
            excludeCatalog?: (string | number) | null;
            /** Excludecatalogfilterids */
            excludeCatalogFilterIds?: (string | number)[] | null;
            /** Excludecatalogfilterquery */
            excludeCatalogFilterQuery?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | (string | number) | null;
            /** Excludecatalogindexitems */
            excludeCatalogIndexItems?: (string | number)[] | null;
            /** Excludecatalogitemtype */
            excludeCatalogItemType?: (string | number) | null;
            /** Expireat */
            expireAt?: string | null;
            /** Headerdescription */
            headerDescription?: string | null;
            /** Headername */
            headerName?: (string | number) | null;
            /** Headline */
            headline?: string | null;
            /** Images */
            images?: components["schemas"]["PictureOf"][] | null;
            /** Importhash */
            importHash?: (string | number) | null;
            /** Itemscope */
            itemScope?: ("LINE_ITEM" | "BASKET") | null;
            /**
             * Lastingtime
             * @description Seconds after activation.
             */
            lastingTime?: number | null;
            /** Maxbasketvalue */
            maxBasketValue?: number | string | null;
            /** Minbasketvalue */
            minBasketValue?: number | string | null;
            /** Name */
            name?: string | null;
            /** Params */
            params?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Prediscountvalue */
            preDiscountValue?: number | string | null;
            /** Price */
            price?: number | string | null;
            /** Priority */
            priority?: number | null;
            /** Redeemlimitglobal */
            redeemLimitGlobal?: number | null;
            /** Redeemlimitperclient */
            redeemLimitPerClient?: number | null;
            /** Redeemquantityperactivation */
            redeemQuantityPerActivation?: number | null;
            /** Redeemtype */
            redeemType?: ("FULL" | "PARTIAL") | null;
            /** Requireredeemedpoints */
            requireRedeemedPoints?: number | null;
            /** Startat */
            startAt?: string | null;
            /** Storecatalog */
            storeCatalog?: (string | number) | null;
            /** Storeids */
            storeIds?: (string | number)[] | null;
            /** Storeitemtype */
            storeItemType?: (string | number) | null;
            /** Tags */
            tags?: components["schemas"]["TagOf-Input"][] | null;
            /** Targetsegment */
            targetSegment?: string[] | null;
            /** Targettype */
            targetType?: ("ALL" | "SEGMENT") | null;
            /** Type */
            type?: ("GENERAL" | "MEMBERS_ONLY" | "HANDBILL" | "CUSTOM") | null;
            /** Visibilitystatus */
            visibilityStatus?: ("DRAFT" | "PUBLISH" | "HIDDEN") | null;
            /** Voucherpool */
            voucherPool?: string | null;
        };
        /**
         * PromotionError
         * @description Why a coupon or promotion takes nothing off.
         */
        PromotionError: {
            /** Couponid */
            couponId: string | null;
            /** Message */
            message: string;
            /** Promotioncode */
            promotionCode: string | null;
            /** Promotionuuid */
            promotionUuid: string | null;
            /**
             * Reason
             * @description A stable code; see the list of reasons.
             */
            reason: string;
        };
        /**
         * PromotionFields
         * @description Every field of a promotion that can be written; null is nothing, what is left out stays as it is.
         */
        PromotionFields: {
            /** Activationlimitgloballimit */
            activationLimitGlobalLimit?: number | null;
            /** Activationlimitglobalrelativeminutes */
            activationLimitGlobalRelativeMinutes?: number | null;
            /** Activationlimitglobaltype */
            activationLimitGlobalType?: (string | number) | null;
            /** Catalog */
            catalog?: (string | number) | null;
            /** Catalogfilterids */
            catalogFilterIds?: (string | number)[] | null;
            /** Catalogfilterquery */
            catalogFilterQuery?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | (string | number) | null;
            /** Catalogindexitems */
            catalogIndexItems?: (string | number)[] | null;
            /** Catalogitemtype */
            catalogItemType?: (string | number) | null;
            /** Code */
            code?: (string | number) | null;
            /** Description */
            description?: string | null;
            /**
             * Details
             * @description Of a multibuy: `discountType` with its counts; all else is kept.
             */
            details?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Discountmode */
            discountMode?: ("STATIC" | "STEP") | null;
            discountModeDetails?: components["schemas"]["DiscountModeDetails-Input"] | null;
            /** Discounttype */
            discountType?: ("NONE" | "PERCENT" | "AMOUNT" | "2_FOR_1" | "POINTS" | "MULTIBUY" | "EXACT_PRICE") | null;
            /** Discountvalue */
            discountValue?: number | string | null;
            /** Displayfrom */
            displayFrom?: (string | number) | null;
            /** Displayto */
            displayTo?: (string | number) | null;
            /** Excludecatalog */
            excludeCatalog?: (string | number) | null;
            /** Excludecatalogfilterids */
            excludeCatalogFilterIds?: (string | number)[] | null;
            /** Excludecatalogfilterquery */
            excludeCatalogFilterQuery?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | (string | number) | null;
            /** Excludecatalogindexitems */
            excludeCatalogIndexItems?: (string | number)[] | null;
            /** Excludecatalogitemtype */
            excludeCatalogItemType?: (string | number) | null;
            /** Expireat */
            expireAt?: string | null;
            /** Headerdescription */
            headerDescription?: string | null;
            /** Headername */
            headerName?: (string | number) | null;
            /** Headline */
            headline?: string | null;
            /** Images */
            images?: components["schemas"]["PictureOf"][] | null;
            /** Importhash */
            importHash?: (string | number) | null;
            /** Itemscope */
            itemScope?: ("LINE_ITEM" | "BASKET") | null;
            /**
             * Lastingtime
             * @description Seconds after activation.
             */
            lastingTime?: number | null;
            /** Maxbasketvalue */
            maxBasketValue?: number | string | null;
            /** Minbasketvalue */
            minBasketValue?: number | string | null;
            /** Name */
            name?: string | null;
            /** Params */
            params?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Prediscountvalue */
            preDiscountValue?: number | string | null;
            /** Price */
            price?: number | string | null;
            /** Priority */
            priority?: number | null;
            /** Redeemlimitglobal */
            redeemLimitGlobal?: number | null;
            /** Redeemlimitperclient */
            redeemLimitPerClient?: number | null;
            /** Redeemquantityperactivation */
            redeemQuantityPerActivation?: number | null;
            /** Redeemtype */
            redeemType?: ("FULL" | "PARTIAL") | null;
            /** Requireredeemedpoints */
            requireRedeemedPoints?: number | null;
            /** Startat */
            startAt?: string | null;
            /** Storecatalog */
            storeCatalog?: (string | number) | null;
            /** Storeids */
            storeIds?: (string | number)[] | null;
            /** Storeitemtype */
            storeItemType?: (string | number) | null;
            /** Tags */
            tags?: components["schemas"]["TagOf-Input"][] | null;
            /** Targetsegment */
            targetSegment?: string[] | null;
            /** Targettype */
            targetType?: ("ALL" | "SEGMENT") | null;
            /** Type */
            type?: ("GENERAL" | "MEMBERS_ONLY" | "HANDBILL" | "CUSTOM") | null;
            /** Visibilitystatus */
            visibilityStatus?: ("DRAFT" | "PUBLISH" | "HIDDEN") | null;
            /** Voucherpool */
            voucherPool?: string | null;
        };
        /**
         * PromotionFigures
         * @description What a promotion did in one currency.
         */
        PromotionFigures: {
            /**
             * By Customers
             * @description Redemptions of known customers, rolled back or not.
             */
            by_customers: number;
            /** Campaign */
            campaign: string | null;
            /**
             * Campaign Id
             * @description The campaign it belonged to when it was redeemed.
             */
            campaign_id: string | null;
            /** Code */
            code: string;
            /** Currency */
            currency: string;
            /** Discount */
            discount: number;
            /** Name */
            name: string;
            /**
             * Newcomers
             * @description Customers who redeemed it for the first time.
             */
            newcomers: number;
            /**
             * Promotion Id
             * Format: uuid
             */
            promotion_id: string;
            /** Redemptions */
            redemptions: number;
            /** Revenue */
            revenue: number;
            /** Rolled Back */
            rolled_back: number;
        };
        /**
         * PromotionInput
         * @description A new promotion, which begins as a draft.
         */
        PromotionInput: {
            /**
             * Campaign Id
             * @description The campaign it belongs to.
             */
            campaign_id?: string | null;
            /**
             * Code
             * @description Left out: made from the name.
             */
            code?: string | null;
            /**
             * @description What it gives, to whom and when.
             * @default {
             *       "access": {
             *         "type": "automatic"
             *       },
             *       "audience": "all",
             *       "display": {
             *         "description": "",
             *         "headline": "",
             *         "images": [],
             *         "name": "",
             *         "params": {}
             *       },
             *       "items": {
             *         "attributes": [],
             *         "categories": [],
             *         "except_categories": [],
             *         "except_products": [],
             *         "except_skus": [],
             *         "products": [],
             *         "reduced": true,
             *         "skus": []
             *       },
             *       "limits": [],
             *       "rewards": [],
             *       "stacking": {
             *         "exclusive": false,
             *         "lane": "default",
             *         "percent_of": "current",
             *         "priority": 0,
             *         "zero_effect": "skip"
             *       },
             *       "stores": {
             *         "excluding": [],
             *         "only": []
             *       }
             *     }
             */
            definition: components["schemas"]["Definition-Input"];
            /**
             * Name
             * @example Spring sale
             */
            name: string;
            /**
             * Note
             * @description For colleagues; customers never see it.
             * @default
             */
            note: string;
            /**
             * Tags
             * @description Words to find it by, and for rules.
             * @default []
             */
            tags: string[];
        };
        /**
         * PromotionItem
         * @description A promotion as the workspace sees it; `status` is its `visibilityStatus`.
         */
        PromotionItem: {
            /** Activationlimitgloballimit */
            activationLimitGlobalLimit?: number | null;
            /** Activationlimitglobalrelativeminutes */
            activationLimitGlobalRelativeMinutes?: number | null;
            /** Activationlimitglobaltype */
            activationLimitGlobalType?: string | null;
            /** Catalog */
            catalog?: string | null;
            /** Catalogfilterids */
            catalogFilterIds?: string[] | null;
            /** Catalogfilterquery */
            catalogFilterQuery?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | string | null;
            /** Catalogindexitems */
            catalogIndexItems?: string[] | null;
            /** Catalogitemtype */
            catalogItemType?: string | null;
            /** Code */
            code?: string | null;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Description */
            description?: string | null;
            /**
             * Details
             * @description Of a multibuy: `discountType` with its counts; all else is kept.
             */
            details?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Discountmode */
            discountMode?: ("STATIC" | "STEP") | null;
            discountModeDetails?: components["schemas"]["DiscountModeDetails-Output"] | null;
            /** Discounttype */
            discountType?: ("NONE" | "PERCENT" | "AMOUNT" | "2_FOR_1" | "POINTS" | "MULTIBUY" | "EXACT_PRICE") | null;
            /** Discountvalue */
            discountValue?: number | null;
            /** Displayfrom */
            displayFrom?: string | null;
            /** Displayto */
            displayTo?: string | null;
            /** Excludecatalog */
            excludeCatalog?: string | null;
            /** Excludecatalogfilterids */
            excludeCatalogFilterIds?: string[] | null;
            /** Excludecatalogfilterquery */
            excludeCatalogFilterQuery?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | string | null;
            /** Excludecatalogindexitems */
            excludeCatalogIndexItems?: string[] | null;
            /** Excludecatalogitemtype */
            excludeCatalogItemType?: string | null;
            /** Expireat */
            expireAt?: string | null;
            /** Headerdescription */
            headerDescription?: string | null;
            /** Headername */
            headerName?: string | null;
            /** Headline */
            headline?: string | null;
            /** Images */
            images?: components["schemas"]["PictureOf"][] | null;
            /** Importhash */
            importHash?: string | null;
            /** Itemscope */
            itemScope?: ("LINE_ITEM" | "BASKET") | null;
            /**
             * Lastingtime
             * @description Seconds after activation.
             */
            lastingTime?: number | null;
            /** Maxbasketvalue */
            maxBasketValue?: number | null;
            /** Minbasketvalue */
            minBasketValue?: number | null;
            /** Name */
            name?: string | null;
            /** Params */
            params?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Prediscountvalue */
            preDiscountValue?: number | null;
            /** Price */
            price?: number | null;
            /** Priority */
            priority?: number | null;
            /** Redeemlimitglobal */
            redeemLimitGlobal?: number | null;
            /** Redeemlimitperclient */
            redeemLimitPerClient?: number | null;
            /** Redeemquantityperactivation */
            redeemQuantityPerActivation?: number | null;
            /** Redeemtype */
            redeemType?: ("FULL" | "PARTIAL") | null;
            /** Requireredeemedpoints */
            requireRedeemedPoints?: number | null;
            /** Startat */
            startAt?: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "DRAFT" | "PUBLISH" | "HIDDEN";
            /** Storecatalog */
            storeCatalog?: string | null;
            /** Storeids */
            storeIds?: string[] | null;
            /** Storeitemtype */
            storeItemType?: string | null;
            /** Tags */
            tags?: components["schemas"]["TagOf-Output"][] | null;
            /** Targetsegment */
            targetSegment?: string[] | null;
            /** Targettype */
            targetType?: ("ALL" | "SEGMENT") | null;
            /** Type */
            type?: ("GENERAL" | "MEMBERS_ONLY" | "HANDBILL" | "CUSTOM") | null;
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
            /**
             * Uuid
             * Format: uuid
             */
            uuid: string;
            /** Voucherpool */
            voucherPool?: string | null;
        };
        /**
         * PromotionKey
         * @description Names a promotion.
         */
        PromotionKey: {
            /**
             * Key
             * @enum {string}
             */
            key: "uuid" | "code";
            /**
             * Pointstouse
             * @description Accepted; see the reference.
             */
            pointsToUse?: number | null;
            /** Value */
            value: string | number;
        };
        /**
         * PromotionList
         * @description Promotions, newest first.
         */
        PromotionList: {
            /** Data */
            data: components["schemas"]["PromotionItem"][];
        };
        /**
         * PromotionName
         * @description Which promotion it is.
         */
        PromotionName: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * PromotionPage
         * @description A page of promotions, newest first.
         */
        PromotionPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["PromotionView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * PromotionPatch
         * @description Changes of a promotion; what is left out stays.
         *
         *     A new definition is the draft: what was published goes on until it is published again. Null takes the
         *     promotion out of its campaign.
         */
        PromotionPatch: {
            /**
             * Based On
             * @description The `draft_tag` of the draft that was changed: when somebody else saved another one since, nothing is changed, and the answer is 409 `draft_changed`. Without it the last one wins.
             */
            based_on?: string | null;
            /** Campaign Id */
            campaign_id?: string | null;
            /** Code */
            code?: string | null;
            /** @description The whole of it. */
            definition?: components["schemas"]["Definition-Input"] | null;
            /** Name */
            name?: string | null;
            /** Note */
            note?: string | null;
            /** Tags */
            tags?: string[] | null;
        };
        /**
         * PromotionProblem
         * @description Something about a draft that keeps it from being published, or (a warning) is hardly meant.
         */
        PromotionProblem: {
            /**
             * Code
             * @description Stable snake_case code.
             * @example pool_missing
             */
            code: string;
            /**
             * Is Warning
             * @description Publishing is possible nevertheless.
             * @default false
             */
            is_warning: boolean;
            /**
             * Message
             * @description What is wrong and how to mend it.
             */
            message: string;
            /**
             * Pointer
             * @description Where, as a JSON pointer into the promotion.
             */
            pointer: string;
        };
        /**
         * PromotionPublicationInput
         * @description How to publish.
         */
        PromotionPublicationInput: {
            /**
             * Hidden
             * @description Good for who has its code, and shown in no list for customers.
             * @default false
             */
            hidden: boolean;
        };
        /**
         * PromotionRedemptionInput
         * @description A cart whose promotions are to be redeemed: the codes that were typed, and those without a code.
         */
        PromotionRedemptionInput: {
            cart: components["schemas"]["CartInput"];
            /**
             * Codes
             * @description Codes that were typed; promotions without a code apply by themselves.
             * @default []
             */
            codes: string[];
            /**
             * @description Whose cart it is.
             * @example {
             *       "custom_id": "c-1"
             *     }
             */
            customer?: components["schemas"]["Identifier"] | null;
            /**
             * Metadata
             * @description Kept with the redemption.
             */
            metadata?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Order Id */
            order_id?: string | null;
        };
        /**
         * PromotionReport
         * @description Promotions that were redeemed, those with the most redemptions first.
         */
        PromotionReport: {
            /**
             * Counted Until
             * @description Everything before this moment is counted; null: nothing was counted yet.
             */
            counted_until: string | null;
            /**
             * First Day
             * Format: date
             * @description The first day, in the workspace's time zone.
             */
            first_day: string;
            /** Items */
            items: components["schemas"]["PromotionFigures"][];
            /**
             * Last Day
             * Format: date
             * @description The last day, included.
             */
            last_day: string;
            /**
             * Time Zone
             * @example Europe/Warsaw
             */
            time_zone: string;
        };
        /**
         * PromotionSettingsInput
         * @description How promotions of the workspace stand together; what is left out stays.
         */
        PromotionSettingsInput: {
            /**
             * All Or Nothing
             * @description Whether one code that is refused refuses the whole cart.
             */
            all_or_nothing?: boolean | null;
            /**
             * Currency
             * @description Of plain amounts in promotions that name no currency.
             */
            currency?: string | null;
            /**
             * Default
             * @description Who is chosen in the lane `default`.
             */
            default?: ("best" | "all" | "priority" | "best_per_line") | null;
            /**
             * Most
             * @description How many promotions apply to one cart at most.
             */
            most?: number | null;
            /**
             * Post
             * @description Who is chosen in the lane `post`.
             */
            post?: ("best" | "all" | "priority" | "best_per_line") | null;
            /**
             * Pre
             * @description Who is chosen in the lane `pre`.
             */
            pre?: ("best" | "all" | "priority" | "best_per_line") | null;
        };
        /**
         * PromotionSettingsView
         * @description How promotions of the workspace stand together.
         */
        PromotionSettingsView: {
            /** All Or Nothing */
            all_or_nothing: boolean;
            /**
             * Book
             * @description Grows with every change that decides what a cart gets.
             */
            book: number;
            /** Currency */
            currency: string;
            /**
             * Default
             * @enum {string}
             */
            default: "best" | "all" | "priority" | "best_per_line";
            /** Most */
            most: number;
            /**
             * Post
             * @enum {string}
             */
            post: "best" | "all" | "priority" | "best_per_line";
            /**
             * Pre
             * @enum {string}
             */
            pre: "best" | "all" | "priority" | "best_per_line";
        };
        /**
         * PromotionStatusInput
         * @description The status to take.
         */
        PromotionStatusInput: {
            /**
             * Status
             * @example paused
             * @enum {string}
             */
            status: "draft" | "active" | "hidden" | "paused" | "finished" | "archived";
        };
        /**
         * PromotionTagInput
         * @description A tag for promotions.
         */
        PromotionTagInput: {
            /**
             * Name
             * @example MOBILE
             */
            name: string;
        };
        /**
         * PromotionTagPage
         * @description A page of tags by their names.
         */
        PromotionTagPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["PromotionTagView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * PromotionTagView
         * @description A tag of promotions.
         */
        PromotionTagView: {
            /**
             * Created At
             * @description Null: promotions carry it, and nobody added it.
             */
            created_at: string | null;
            /** Created By */
            created_by: string | null;
            /** Name */
            name: string;
            /**
             * Promotions
             * @description How many promotions carry it, archived ones not counted.
             */
            promotions: number;
        };
        /**
         * PromotionVersionPage
         * @description Published versions, latest first.
         */
        PromotionVersionPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["PromotionVersionView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * PromotionVersionView
         * @description A published version.
         */
        PromotionVersionView: {
            definition: {
                [key: string]: unknown;
            };
            /**
             * Published At
             * Format: date-time
             */
            published_at: string;
            /** Published By */
            published_by: string;
            /** Version */
            version: number;
        };
        /**
         * PromotionView
         * @description A promotion with its draft.
         */
        PromotionView: {
            /** Campaign Id */
            campaign_id: string | null;
            /** Code */
            code: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** @description The draft. */
            definition: {
                [key: string]: unknown;
            };
            /**
             * Draft Tag
             * @description Changes with the draft; for `based_on`.
             */
            draft_tag: string;
            /**
             * Has Changes
             * @description Whether the draft differs from what was published.
             */
            has_changes: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Note */
            note: string;
            /**
             * Status
             * @enum {string}
             */
            status: "draft" | "active" | "hidden" | "paused" | "finished" | "archived";
            /** Tags */
            tags: string[];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /**
             * Version
             * @description The published version that is in force; 0: none yet.
             */
            version: number;
        };
        /**
         * PromotionsFilter
         * @description These promotions, by their ids or codes.
         */
        PromotionsFilter: {
            /**
             * Codes
             * @description Your own keys of promotions.
             * @default []
             */
            codes: string[];
            /**
             * Ids
             * @default []
             */
            ids: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "promotions";
        };
        /**
         * QualificationInput
         * @description Somebody asks what a customer could use now, and with which cart.
         * @example {
         *       "cart": {
         *         "channel": "web",
         *         "currency": "EUR",
         *         "items": [
         *           {
         *             "categories": [
         *               "tea"
         *             ],
         *             "price": 450,
         *             "quantity": 2,
         *             "sku": "TEA-100"
         *           },
         *           {
         *             "attributes": {
         *               "brand": "Aster"
         *             },
         *             "price": 1290,
         *             "quantity": 1,
         *             "sku": "CUP-1"
         *           }
         *         ],
         *         "shipping": 490
         *       },
         *       "customer": {
         *         "custom_id": "c-1"
         *       }
         *     }
         */
        QualificationInput: {
            /** @description null: before anything is in it. */
            cart?: components["schemas"]["CartInput"] | null;
            /** @description null: somebody you do not know yet. */
            customer?: components["schemas"]["Identifier"] | null;
        };
        /**
         * QualificationPage
         * @description What the customer could use, best first.
         */
        QualificationPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["QualificationView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * QualificationView
         * @description A promotion the customer could use, looked at as if it were the only one.
         */
        QualificationView: {
            /**
             * Code
             * @description The code he holds, or that of a promotion he was given.
             */
            code: string | null;
            /** Description */
            description: string;
            /** Discount */
            discount: number;
            /**
             * Ends At
             * @description Not good at this moment any more.
             */
            ends_at: string | null;
            /** Grants */
            grants: components["schemas"]["GrantView"][];
            /** Headline */
            headline: string;
            /**
             * Images
             * @description URLs of pictures.
             */
            images: string[];
            /**
             * Message
             * @description The marketer's own words for it.
             */
            message: string | null;
            /**
             * Missing
             * @description How much more would do, in minor units or pieces.
             */
            missing: number | null;
            needed: components["schemas"]["JsonValue"];
            /**
             * Outcome
             * @description `missing`: the cart does not do yet; `reason`, `needed` and `missing` say what would.
             * @enum {string}
             */
            outcome: "applicable" | "missing";
            /**
             * Params
             * @description Free data of the promotion for your app.
             */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            promotion: components["schemas"]["PromotionName"];
            /**
             * Reason
             * @description What the cart lacks: a stable code of the list of reasons.
             */
            reason: string | null;
            /**
             * Source
             * @description Whether a code is to be typed for it.
             * @enum {string}
             */
            source: "automatic" | "code";
        };
        /**
         * QuantityRange
         * @description Bounds of a quantity, with up to three digits after the point for what is weighed.
         */
        "QuantityRange-Input": {
            /**
             * At Least
             * @description So many or more.
             * @example 2
             */
            at_least?: number | string | null;
            /**
             * At Most
             * @description So many or fewer.
             */
            at_most?: number | string | null;
            /**
             * Multiple Of
             * @description Every so many; not 0.
             */
            multiple_of?: number | string | null;
        };
        /**
         * QuantityRange
         * @description Bounds of a quantity, with up to three digits after the point for what is weighed.
         */
        "QuantityRange-Output": {
            /**
             * At Least
             * @description So many or more.
             * @example 2
             */
            at_least?: string | null;
            /**
             * At Most
             * @description So many or fewer.
             */
            at_most?: string | null;
            /**
             * Multiple Of
             * @description Every so many; not 0.
             */
            multiple_of?: string | null;
        };
        /**
         * ReasonCount
         * @description How many attempts were refused for one reason.
         */
        ReasonCount: {
            /** Attempts */
            attempts: number;
            /**
             * Reason
             * @example order_minimum
             */
            reason: string;
        };
        /**
         * RecipientListInput
         * @description A new list of recipients.
         */
        RecipientListInput: {
            /** Emails */
            emails: string[];
            /**
             * Name
             * @example Shop team
             */
            name: string;
        };
        /**
         * RecipientListPage
         * @description A page of lists, newest first.
         */
        RecipientListPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["RecipientListView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * RecipientListPatch
         * @description Changes of a list; `emails` replaces all of them.
         */
        RecipientListPatch: {
            /** Emails */
            emails?: string[] | null;
            /** Name */
            name?: string | null;
        };
        /**
         * RecipientListView
         * @description A list of recipients.
         */
        RecipientListView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Emails */
            emails: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * RecoveryCodesView
         * @description Codes for the day the telephone is lost; each signs in once, and they are shown this once.
         */
        RecoveryCodesView: {
            /** Codes */
            codes: string[];
        };
        /**
         * RecurringWindow
         * @description Now is in a stretch of time that began at a moment and comes again at every interval.
         *
         *     Days, weeks and months are counted on the wall clock of the promotion's time zone, so that a window
         *     from 18:00 on stays there when the clocks change; in months that are too short it begins on their last
         *     day. Hours are counted as they pass. Whole days of `duration` are days of the calendar.
         */
        RecurringWindow: {
            /**
             * Duration
             * Format: duration
             * @description How long each lasts, such as `PT2H`.
             * @example PT2H
             */
            duration: string;
            /**
             * Every
             * @description After so many units it begins again.
             * @default 1
             */
            every: number;
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Starts At
             * Format: date-time
             * @description Where the first window begins.
             * @example 2027-03-05T17:00:00+01:00
             */
            starts_at: string;
            /**
             * Times
             * @description How many windows there are; null: without end.
             */
            times?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "recurring_window";
            /**
             * Unit
             * @description Of `every`.
             * @default days
             * @enum {string}
             */
            unit: "hours" | "days" | "weeks" | "months";
        };
        /**
         * RedeemInput
         * @description The code to redeem.
         */
        RedeemInput: {
            /**
             * Code
             * @example SPRING-7KQ2-X9FD
             */
            code: string;
        };
        /**
         * RedeemPromotionInput
         * @description Whose promotion is redeemed, and how often.
         */
        RedeemPromotionInput: {
            /**
             * Clientkey
             * @enum {string}
             */
            clientKey: "clientId" | "customId" | "externalId" | "uuid" | "email" | "phone";
            /** Clientkeyvalue */
            clientKeyValue: string | number;
            /** Code */
            code: string | number;
            /**
             * Quantity
             * @default 1
             */
            quantity: number;
        };
        /**
         * RedeemedPromotion
         * @description One promotion of a redemption.
         */
        RedeemedPromotion: {
            /** Campaign Id */
            campaign_id: string | null;
            /** Code */
            code: string | null;
            /**
             * Discount
             * @description All that it took off, shipping included.
             */
            discount: number;
            /** Gift Spent */
            gift_spent: number;
            /**
             * Grants
             * @description What it gave beside: points, codes, items, messages ...
             */
            grants: components["schemas"]["JsonValue"][];
            /**
             * Lines
             * @description What it took off each line, by the line's id.
             */
            lines: {
                [key: string]: number;
            };
            /** Points Spent */
            points_spent: number;
            /**
             * Promotion Id
             * Format: uuid
             */
            promotion_id: string;
            /** Shipping */
            shipping: number;
            /** Version */
            version: number;
        };
        /**
         * RedemptionAnswer
         * @description What became of the request.
         */
        RedemptionAnswer: {
            /**
             * Reason
             * @description Of a rejection: the first reason.
             */
            reason: string | null;
            redemption: components["schemas"]["largesse__redemptions__schemas__RedemptionView"] | null;
            /** Rejected */
            rejected: components["schemas"]["RejectedView"][];
            /**
             * Result
             * @enum {string}
             */
            result: "redeemed" | "held" | "rejected";
        };
        /**
         * RedemptionDay
         * @description A day with redemptions or refused attempts.
         */
        RedemptionDay: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Redemptions
             * @description Redeemed on that day and not taken back whole since.
             */
            redemptions: number;
            /**
             * Rejections
             * @description Attempts that were refused.
             */
            rejections: number;
            /**
             * Rolled Back
             * @description Redeemed on that day and taken back whole since.
             */
            rolled_back: number;
        };
        /**
         * RedemptionDetail
         * @description A redemption with the order it was made for and all that was done to it.
         */
        RedemptionDetail: {
            /**
             * Actor
             * @description Who made it.
             */
            actor: string;
            /** Cart */
            cart: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Currency */
            currency: string;
            /** Customer Id */
            customer_id: number | null;
            /** Discount */
            discount: number;
            /** Ended At */
            ended_at: string | null;
            /**
             * Entries
             * @description The first first.
             */
            entries: components["schemas"]["LedgerEntryView"][];
            /** Held Until */
            held_until: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Initial
             * @description What the lines cost before any discount.
             */
            initial: number;
            /** Metadata */
            metadata: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Order Id */
            order_id: string | null;
            /** Promotions */
            promotions: components["schemas"]["RedeemedPromotion"][];
            /** Redeemed At */
            redeemed_at: string | null;
            /**
             * Returned
             * @description Units taken back, by the line's id.
             */
            returned: {
                [key: string]: number;
            };
            /**
             * State
             * @enum {string}
             */
            state: "held" | "redeemed" | "rolled_back" | "cancelled" | "lapsed";
        };
        /**
         * RedemptionItem
         * @description A redemption as Vouchery shows it; of a validation `id` is null.
         */
        RedemptionItem: {
            /** Cancelled At */
            cancelled_at: string | null;
            /** Confirmed At */
            confirmed_at: string | null;
            /** Currency */
            currency: string;
            /** Customer Identifier */
            customer_identifier: string | null;
            /**
             * Expires At
             * @description Until when it is held.
             */
            expires_at: string | null;
            /** Granted Discount */
            granted_discount: number;
            /** Id */
            id: string | null;
            /**
             * Rewards
             * @description What is given beside the discount (an addition).
             */
            rewards: components["schemas"]["JsonValue"][];
            /** Total Transaction Cost */
            total_transaction_cost: number;
            /** Transaction Id */
            transaction_id: string | null;
            /**
             * Validated At
             * Format: date-time
             */
            validated_at: string;
            voucher: components["schemas"]["VoucherName"] | null;
        };
        /**
         * RedemptionPage
         * @description A page of redemptions, newest first.
         */
        RedemptionPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["largesse__redemptions__schemas__RedemptionView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * RedemptionPatch
         * @description What is learnt of a redemption later.
         */
        RedemptionPatch: {
            /**
             * Transaction Id
             * @description Your order. A repeated request for the same order and code is answered as the first.
             * @example 1001
             */
            transaction_id: string;
        };
        /**
         * RedemptionReport
         * @description Redemptions, refused attempts, discount and revenue by day; days without any are left out.
         */
        RedemptionReport: {
            /**
             * Counted Until
             * @description Everything before this moment is counted; null: nothing was counted yet.
             */
            counted_until: string | null;
            /** Days */
            days: components["schemas"]["RedemptionDay"][];
            /**
             * First Day
             * Format: date
             * @description The first day, in the workspace's time zone.
             */
            first_day: string;
            /**
             * Last Day
             * Format: date
             * @description The last day, included.
             */
            last_day: string;
            /** Money */
            money: components["schemas"]["Money"][];
            /** Money Days */
            money_days: components["schemas"]["MoneyDay"][];
            /**
             * Reasons
             * @description Why attempts were refused, the most frequent first.
             */
            reasons: components["schemas"]["ReasonCount"][];
            /** Redemptions */
            redemptions: number;
            /** Rejections */
            rejections: number;
            /** Rolled Back */
            rolled_back: number;
            /**
             * Time Zone
             * @example Europe/Warsaw
             */
            time_zone: string;
        };
        /**
         * ReferralCode
         * @description A code that a customer can give to friends.
         */
        ReferralCode: {
            /** Code */
            code: string;
            /**
             * Friends
             * @description Customers who redeemed it, as it stands now.
             */
            friends: number;
            /**
             * Name
             * @description What customers see of the promotion, or else its name.
             */
            name: string;
            /**
             * Promotion Id
             * Format: uuid
             */
            promotion_id: string;
        };
        /**
         * ReferralCodes
         * @description Codes of a pool, each assigned to a customer who gives it to friends. Nobody redeems their own.
         */
        ReferralCodes: {
            /**
             * New Customers Only
             * @description Friends who never ordered before.
             * @default true
             */
            new_customers_only: boolean;
            /**
             * Pool Id
             * Format: uuid
             * @description The pool; it belongs to one promotion at most.
             */
            pool_id: string;
            /**
             * Referrer Points
             * @description Points for the customer whose code it is, at each redemption.
             * @default 0
             */
            referrer_points: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "referral_codes";
            /**
             * Uses Per Code
             * @description How many friends a code is good for.
             */
            uses_per_code?: number | null;
        };
        /**
         * ReferralPage
         * @description Whom a customer referred.
         */
        ReferralPage: {
            /**
             * Codes
             * @description Codes to give to friends.
             */
            codes: components["schemas"]["ReferralCode"][];
            /**
             * Friends
             * @description Different customers who redeemed one of them, as it stands now.
             */
            friends: number;
            /** Has More */
            has_more: boolean;
            /**
             * Items
             * @description Redemptions, latest first.
             */
            items: components["schemas"]["ReferralView"][];
            /** Next Cursor */
            next_cursor: string | null;
            /**
             * Points
             * @description All that the customer earned by them.
             */
            points: number;
        };
        /**
         * ReferralView
         * @description A redemption by a code of the customer.
         */
        ReferralView: {
            /** Code */
            code: string;
            /** Is Rolled Back */
            is_rolled_back: boolean;
            /**
             * Points
             * @description What the customer has of it: 0 once it was taken back.
             */
            points: number;
            /**
             * Profile Id
             * @description The friend; null: not known.
             */
            profile_id: number | null;
            /**
             * Promotion Id
             * Format: uuid
             */
            promotion_id: string;
            /**
             * Redeemed At
             * Format: date-time
             */
            redeemed_at: string;
            /**
             * Redemption Id
             * Format: uuid
             */
            redemption_id: string;
        };
        /**
         * Refunds
         * @description Most of what a customer redeems is rolled back: the benefit is had, and the goods return.
         *
         *     Redemptions of the last 60 days are counted, and those of them that were rolled back whole.
         */
        "Refunds-Input": {
            /**
             * Points
             * @description What it adds to the score of a case once its threshold is reached; up to twice as much the further it is passed.
             * @default 60
             */
            points: number;
            /**
             * Rolled Back
             * @description At least so many rollbacks.
             * @default 4
             */
            rolled_back: number;
            /**
             * Share
             * @description At least so many per cent of the redemptions.
             * @default 50
             */
            share: number | string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "refunds";
        };
        /**
         * Refunds
         * @description Most of what a customer redeems is rolled back: the benefit is had, and the goods return.
         *
         *     Redemptions of the last 60 days are counted, and those of them that were rolled back whole.
         */
        "Refunds-Output": {
            /**
             * Points
             * @description What it adds to the score of a case once its threshold is reached; up to twice as much the further it is passed.
             * @default 60
             */
            points: number;
            /**
             * Rolled Back
             * @description At least so many rollbacks.
             * @default 4
             */
            rolled_back: number;
            /**
             * Share
             * @description At least so many per cent of the redemptions.
             * @default 50
             */
            share: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "refunds";
        };
        /**
         * RejectedRowView
         * @description A row that an import could not take.
         */
        RejectedRowView: {
            /**
             * Column
             * @description The column to blame; null when it is the row as a whole.
             */
            column: string | null;
            /** Reason */
            reason: string;
            /**
             * Row
             * @description The line in the file, from 1, the header included.
             */
            row: number;
            /**
             * Value
             * @description What stands there, cut to 500 characters.
             */
            value: string;
        };
        /**
         * RejectedRows
         * @description The first rejected rows of a job, in the order of the file.
         */
        RejectedRows: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["RejectedRowView"][];
        };
        /**
         * RejectedSample
         * @description Why a row of the sample is rejected.
         */
        RejectedSample: {
            /** Column */
            column: string | null;
            /**
             * Operation
             * @description The operation that failed, from 0; null: it could not be read.
             */
            operation: number | null;
            /** Reason */
            reason: string;
            /**
             * Row
             * @description Its line in the file, or the number of the record.
             */
            row: number;
            /** Value */
            value: string;
        };
        /**
         * RejectedView
         * @description A code or promotion that was not redeemed, and why.
         */
        RejectedView: {
            /** Code */
            code: string | null;
            /**
             * Message
             * @description The marketer's own words for it.
             */
            message: string | null;
            /**
             * Missing
             * @description How much more would do, in minor units or pieces.
             */
            missing: number | null;
            needed: components["schemas"]["JsonValue"];
            observed: components["schemas"]["JsonValue"];
            /** Promotion Id */
            promotion_id: string | null;
            /**
             * Reason
             * @description A stable code; see the list of reasons.
             */
            reason: string;
        };
        /**
         * RejectionCount
         * @description How often something was refused for a reason on a day of the workspace's time zone.
         */
        RejectionCount: {
            /** Count */
            count: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Reason */
            reason: string;
        };
        /**
         * RejectionPage
         * @description A page of rejections, the latest first.
         */
        RejectionPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["RejectionView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * RejectionSummary
         * @description What was refused, by reason and day; the latest day first.
         */
        RejectionSummary: {
            /**
             * By Reason
             * @description The most frequent reason first.
             */
            by_reason: {
                [key: string]: number;
            };
            /** Days */
            days: components["schemas"]["RejectionCount"][];
            /** Total */
            total: number;
        };
        /**
         * RejectionView
         * @description A code or promotion that was asked for and not had.
         */
        RejectionView: {
            /** Actor */
            actor: string;
            /** Address */
            address: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Campaign Id */
            campaign_id: string | null;
            /** Cart */
            cart: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Code */
            code: string | null;
            /** Customer Id */
            customer_id: number | null;
            /**
             * Explanation
             * @description Rule by rule.
             */
            explanation: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            needed: components["schemas"]["JsonValue"];
            observed: components["schemas"]["JsonValue"];
            /**
             * Operation
             * @enum {string}
             */
            operation: "redemption" | "hold" | "confirmation";
            /** Order Id */
            order_id: string | null;
            /** Promotion Id */
            promotion_id: string | null;
            /** Reason */
            reason: string;
        };
        /**
         * RelativeActivity
         * @description A set is good for so many days of 24 hours from when it is made for the customer.
         */
        RelativeActivity: {
            /**
             * Days
             * @description How many.
             * @example 7
             */
            days: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "relative";
        };
        /**
         * RenderedText
         * @description How the text of a setting comes out, or why it does not.
         */
        RenderedText: {
            /**
             * Field
             * @example mail.subject
             */
            field: string;
            /**
             * Missing
             * @description Attributes that are read and that this customer does not have.
             */
            missing: string[];
            /** Problem */
            problem: string | null;
            /**
             * Value
             * @description A text, or JSON where the setting is JSON; null when it has a fault.
             */
            value: unknown;
        };
        /**
         * ReplaceItem
         * @description Units in the cart are replaced by another article, for the same price or for less.
         *
         *     The line of the replaced units stays in the cart and bears the price; what is over `price` is taken off
         *     it. The new article is given as an item that names the SKU it replaces.
         */
        ReplaceItem: {
            /** @description What is replaced. */
            items: components["schemas"]["Selection"];
            /**
             * Most Units
             * @description At most so many units, the dearest first; null: all.
             */
            most_units?: number | null;
            /**
             * Price
             * @description What each new unit costs, at most what the old one does; null: the same; 0: nothing.
             */
            price?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Sku
             * @description The article that is given instead.
             * @example LATTE-L
             */
            sku: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "replace_item";
        };
        /**
         * ResultsView
         * @description Arms with their numbers, uplifts, and whether these can be relied on.
         * @example {
         *       "arms": [
         *         {
         *           "activated": 0,
         *           "assigned": 0,
         *           "buyers": 610,
         *           "customers": 1012,
         *           "discount": 0,
         *           "expected_customers": 1004.1,
         *           "is_control": true,
         *           "purchases": 1401,
         *           "redeemed": 0,
         *           "redemption_rate": 0,
         *           "revenue": 3340000,
         *           "revenue_per_customer": 3300.4,
         *           "share": 1000
         *         },
         *         {
         *           "activated": 3110,
         *           "assigned": 9029,
         *           "buyers": 5790,
         *           "customers": 9029,
         *           "discount": 710000,
         *           "expected_customers": 9036.9,
         *           "is_control": false,
         *           "purchases": 13902,
         *           "redeemed": 1480,
         *           "redemption_rate": 0.1639,
         *           "revenue": 32450000,
         *           "revenue_per_customer": 3594,
         *           "share": 9000,
         *           "uplift": {
         *             "buyers": {
         *               "absolute": {
         *                 "high": 0.088,
         *                 "low": -0.011,
         *                 "p_value": 0.28,
         *                 "value": 0.0385
         *               },
         *               "relative": {
         *                 "high": 0.148,
         *                 "low": -0.021,
         *                 "p_value": 0.28,
         *                 "value": 0.0639
         *               }
         *             },
         *             "extra_revenue": {
         *               "high": 4683342.3,
         *               "low": 195929.3,
         *               "p_value": 0.021,
         *               "value": 2439635.8
         *             },
         *             "revenue": {
         *               "absolute": {
         *                 "high": 707.7,
         *                 "low": -120.5,
         *                 "p_value": 0.41,
         *                 "value": 293.6
         *               },
         *               "relative": {
         *                 "high": 0.217,
         *                 "low": -0.039,
         *                 "p_value": 0.41,
         *                 "value": 0.089
         *               }
         *             },
         *             "revenue_adjusted": {
         *               "absolute": {
         *                 "high": 518.7,
         *                 "low": 21.7,
         *                 "p_value": 0.021,
         *                 "value": 270.2
         *               },
         *               "relative": {
         *                 "high": 0.158,
         *                 "low": 0.004,
         *                 "p_value": 0.021,
         *                 "value": 0.081
         *               }
         *             },
         *             "revenue_per_discount": {
         *               "high": 9.01,
         *               "low": -1.55,
         *               "p_value": 0.41,
         *               "value": 3.73
         *             },
         *             "revenue_per_purchase": {
         *               "absolute": {
         *                 "high": 80.6,
         *                 "low": -180.2,
         *                 "p_value": 1,
         *                 "value": -49.8
         *               },
         *               "relative": {
         *                 "high": 0.0338,
         *                 "low": -0.0756,
         *                 "p_value": 1,
         *                 "value": -0.0209
         *               }
         *             },
         *             "verdict": "better"
         *           },
         *           "variant": "ai"
         *         }
         *       ],
         *       "blocked": [],
         *       "compared_with": "control",
         *       "confidence": 0.95,
         *       "currency": "EUR",
         *       "days_left": 8,
         *       "handbill_id": "01a0f3c2-7f1e-7c55-9d0e-2f6f8e0a1b11",
         *       "history_days": 400,
         *       "other_currency_orders": 0,
         *       "planned_end": "2027-03-29T00:00:00Z",
         *       "sample_ratio_p_value": 0.62,
         *       "since": "2027-03-01T06:00:00Z",
         *       "until": "2027-03-21T09:30:00Z",
         *       "variance_removed": 0.64
         *     }
         */
        ResultsView: {
            /** Arms */
            arms: components["schemas"]["ArmView"][];
            /** Blocked */
            blocked: components["schemas"]["BlockView"][];
            /**
             * Compared With
             * @description `control`, or the name of a variant.
             */
            compared_with: string | null;
            /**
             * Confidence
             * @description Of the intervals, for all comparisons together.
             */
            confidence: number;
            /** Currency */
            currency: string;
            /**
             * Days Left
             * @description Days to the planned end.
             */
            days_left: number | null;
            /**
             * Handbill Id
             * Format: uuid
             */
            handbill_id: string;
            /**
             * History Days
             * @description Days with orders before the first exposure.
             */
            history_days: number;
            /**
             * Other Currency Orders
             * @description Orders in other currencies; they are not counted.
             */
            other_currency_orders: number;
            /**
             * Planned End
             * @description Null: it has no end.
             */
            planned_end: string | null;
            /**
             * Sample Ratio P Value
             * @description How likely so uneven arms are by chance. Below 0.001 something else chose: no verdict.
             */
            sample_ratio_p_value: number | null;
            /**
             * Since
             * @description The first exposure that counts; null before there is one.
             */
            since: string | null;
            /**
             * Until
             * Format: date-time
             * @description What happened before it is counted: now, or where more than 20,000 customers take part when the worker counted them last, which it does every hour.
             */
            until: string;
            /**
             * Variance Removed
             * @description The part of the noise that the adjustment took out.
             */
            variance_removed: number | null;
        };
        /**
         * RetriesInput
         * @description Which failed messages are sent again.
         */
        RetriesInput: {
            /**
             * Channel
             * @description Only those of this channel.
             */
            channel?: string | null;
            /**
             * Since
             * Format: date-time
             * @description Those made at this moment or later.
             */
            since: string;
        };
        /**
         * RetriesView
         * @description How many messages were queued again.
         */
        RetriesView: {
            /**
             * Has More
             * @description True when others are left: ask once more.
             */
            has_more: boolean;
            /** Retried */
            retried: number;
        };
        /**
         * ReturnInput
         * @description Something of an order came back.
         */
        ReturnInput: {
            /**
             * Amount
             * @description What was given back this time; left out: all that is left.
             */
            amount?: number | null;
            /**
             * Order Id
             * @description Your id.
             * @example 1001
             */
            order_id: string;
        };
        /**
         * RevisionPage
         * @description A page of revisions, the latest first.
         */
        RevisionPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["TemplateRevisionView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * RoleList
         * @description The presets, the weakest first.
         */
        RoleList: {
            /** Items */
            items: components["schemas"]["RoleView"][];
        };
        /**
         * RoleView
         * @description A set of permissions that people often need together.
         */
        RoleView: {
            /** Help */
            help: string;
            /** Name */
            name: string;
            /** Permissions */
            permissions: string[];
            /** Title */
            title: string;
        };
        /**
         * RollbackInput
         * @description What is taken back: everything, or some lines.
         */
        RollbackInput: {
            /**
             * Lines
             * @description Units returned of each line, by its id; null: all.
             */
            lines?: {
                [key: string]: number;
            } | null;
            /**
             * Policy
             * @description What the lines that stay cost: `keep` their price, `re_evaluate` as if only they had been ordered, `claw_back` without the discount.
             * @default keep
             * @enum {string}
             */
            policy: "keep" | "re_evaluate" | "claw_back";
            /**
             * Reason
             * @default
             */
            reason: string;
        };
        /**
         * RollbackView
         * @description What a rollback gave back.
         */
        RollbackView: {
            /**
             * Discount Returned
             * @description Discount that does not count any more.
             */
            discount_returned: number;
            /**
             * Lines
             * @description What each line that stays costs now.
             */
            lines: {
                [key: string]: number;
            };
            redemption: components["schemas"]["largesse__redemptions__schemas__RedemptionView"];
            /**
             * Refund
             * @description What the customer gets back for the returned lines, in minor units.
             */
            refund: number;
            /** Whole */
            whole: boolean;
        };
        /**
         * RotationInput
         * @description How to replace a key.
         */
        RotationInput: {
            /**
             * Overlap Hours
             * @description For so long the old secret works beside the new one.
             * @default 24
             */
            overlap_hours: number;
        };
        /**
         * RowProblem
         * @description Why a row would be rejected.
         */
        RowProblem: {
            /** Column */
            column: string | null;
            /** Reason */
            reason: string;
            /**
             * Row
             * @description The line in the file, from 1, the header included.
             */
            row: number;
            /** Value */
            value: string;
        };
        /**
         * RunInput
         * @description Begins a run now.
         */
        RunInput: {
            /**
             * Node
             * @description The trigger; needed if there are several.
             */
            node?: string | null;
        };
        /**
         * RunPage
         * @description A page of runs, newest first.
         */
        RunPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["RunSummary"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * RunSummary
         * @description A run in a list.
         */
        RunSummary: {
            /** Finished At */
            finished_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "audience" | "scheduled" | "events";
            /** Scheduled For */
            scheduled_for: string | null;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "running" | "paused" | "finished" | "stopped";
            /** Version */
            version: number;
        };
        /**
         * RunView
         * @description A run with the counts of its nodes.
         */
        RunView: {
            /**
             * Dead
             * @description Paths that ended by an error.
             */
            dead: number;
            /**
             * Ended
             * @description Paths that came to their end.
             */
            ended: number;
            /** Finished At */
            finished_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "audience" | "scheduled" | "events";
            /** Nodes */
            nodes: components["schemas"]["NodeCounts"][];
            /**
             * Open
             * @description Paths that go on. A journey that branches has several, each counted.
             */
            open: number;
            /** Scheduled For */
            scheduled_for: string | null;
            /**
             * Started
             * @description Journeys that began.
             */
            started: number;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Started By */
            started_by: string;
            /**
             * State
             * @enum {string}
             */
            state: "running" | "paused" | "finished" | "stopped";
            /** Trigger */
            trigger: string;
            /** Version */
            version: number;
            /**
             * Workflow Id
             * Format: uuid
             */
            workflow_id: string;
        };
        /**
         * RunningJob
         * @description A job that runs or waits now.
         */
        RunningJob: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Done */
            done: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Object Id */
            object_id: string | null;
            /** State */
            state: string;
            /** Total */
            total: number | null;
        };
        /**
         * RunningRun
         * @description A run of a workflow that was begun for an audience and still goes on.
         */
        RunningRun: {
            /**
             * Ended
             * @description Paths that came to their end, or died.
             */
            ended: number;
            /**
             * Paths
             * @description Of the journeys that began so far; one that branches has several.
             */
            paths: number;
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Workflow */
            workflow: string;
            /**
             * Workflow Id
             * Format: uuid
             */
            workflow_id: string;
        };
        /**
         * SaleAnswer
         * @description The priced basket.
         */
        SaleAnswer: {
            /**
             * Finalvalue
             * @description As it was sent.
             */
            finalValue: string;
            /**
             * Grantedvalue
             * @description All that is taken off.
             */
            grantedValue: string;
            /** Operationid */
            operationId: string | number;
            /** Promotionerrors */
            promotionErrors: components["schemas"]["PromotionError"][];
            /** Transactionadditionalitems */
            transactionAdditionalItems: components["schemas"]["AdditionalItemResult"][];
            /** Transactionitems */
            transactionItems: components["schemas"]["PricedItem"][];
            /** Valuetopay */
            valueToPay: string;
        };
        /**
         * SaleInput
         * @description A basket to be priced. Nothing is redeemed.
         */
        SaleInput: {
            /** Clientdatetime */
            clientDateTime: string | number;
            /**
             * Finalvalue
             * @description In major units, as text.
             * @example 30.23
             */
            finalValue: string;
            /** Operationid */
            operationId: number | (string | number);
            terminal: components["schemas"]["Terminal"];
            /** Transactionadditionalitems */
            transactionAdditionalItems: components["schemas"]["AdditionalItem"][];
            /** Transactionitems */
            transactionItems: components["schemas"]["SaleItem"][];
            transactionMetric: components["schemas"]["TransactionMetric"];
        };
        /**
         * SaleItem
         * @description A line of the basket: `evidPrice` is the list price, `finalPrice` what one costs at this till.
         */
        SaleItem: {
            /** Articleref */
            articleRef: string | number;
            /**
             * Evidprice
             * @description In major units, as text.
             * @example 30.23
             */
            evidPrice: string;
            /**
             * Finalprice
             * @description In major units, as text.
             * @example 30.23
             */
            finalPrice: string;
            /**
             * Finalvalue
             * @description In major units, as text.
             * @example 30.23
             */
            finalValue: string;
            /**
             * Quantity
             * @example 1.000
             */
            quantity: string;
            /** Seqno */
            seqNo: number;
        };
        /**
         * SampleEvent
         * @description An event as it might come, for a mail that speaks of it.
         */
        SampleEvent: {
            /**
             * Name
             * @default sample
             * @example cart.abandoned
             */
            name: string;
            /**
             * Params
             * @default {}
             */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * SavedOrder
         * @description An order that was kept.
         */
        SavedOrder: {
            /** Customer Id */
            customer_id: number | null;
            /** Id */
            id: string;
            /** Is New */
            is_new: boolean;
        };
        /**
         * SavedOrders
         * @description The orders, as they were sent; of one that was sent twice the last counts.
         */
        SavedOrders: {
            /** Items */
            items: components["schemas"]["SavedOrder"][];
        };
        /**
         * ScheduleView
         * @description When a trigger begins its next run.
         */
        ScheduleView: {
            /** In Words */
            in_words: string;
            /** Last At */
            last_at: string | null;
            /** Next At */
            next_at: string | null;
            /** Node */
            node: string;
            /**
             * Skipped
             * @description Runs that were due while the system was down and were left out.
             */
            skipped: number;
        };
        /**
         * SearchView
         * @description What was found: at most six of each kind, the kinds in a fixed order, the exact ones first.
         */
        SearchView: {
            /** Items */
            items: components["schemas"]["Hit"][];
        };
        /**
         * SecondStepCode
         * @description The code that the app shows.
         */
        SecondStepCode: {
            /**
             * Code
             * @example 123456
             */
            code: string;
        };
        /**
         * SecondStepView
         * @description A secret for an authenticator app: the only time it is shown.
         */
        SecondStepView: {
            /**
             * Address
             * @description The same as an `otpauth:` address.
             */
            address: string;
            /**
             * Qr
             * @description The address as a QR code: a `data:` address of an SVG picture.
             */
            qr: string;
            /**
             * Secret
             * @description To be typed where no picture can be read.
             */
            secret: string;
        };
        /**
         * Selection
         * @description Lines that match any of `skus`, `products` and `categories` (all lines when none is given).
         *
         *     All `attributes` must hold as well. What an `except_` list names is left out, and so is what the shop
         *     reduced already if `reduced` is false.
         */
        Selection: {
            /**
             * Attributes
             * @description Attributes of the line; all of them must hold.
             * @default []
             */
            attributes: components["schemas"]["AttributeIs"][];
            /**
             * Categories
             * @description Categories.
             * @default []
             */
            categories: string[];
            /**
             * Except Categories
             * @description Categories left out.
             * @default []
             */
            except_categories: string[];
            /**
             * Except Products
             * @description Products left out.
             * @default []
             */
            except_products: string[];
            /**
             * Except Skus
             * @description Articles left out.
             * @default []
             */
            except_skus: string[];
            /**
             * Products
             * @description Products by their id.
             * @default []
             */
            products: string[];
            /**
             * Reduced
             * @description Whether articles the shop reduced already count.
             * @default true
             */
            reduced: boolean;
            /**
             * Skus
             * @description Articles by their SKU (of a catalogue: the item's key).
             * @default []
             */
            skus: string[];
        };
        /**
         * SessionInput
         * @description What a member signs in with.
         */
        SessionInput: {
            /**
             * Code
             * @description What the authenticator app shows, or a recovery code; asked for by `code_required`.
             */
            code?: string | null;
            /**
             * Email
             * @example ada@example.com
             */
            email: string;
            /** Password */
            password: string;
            /**
             * Workspace Id
             * @description Which workspace; default: the first one the e-mail was added to.
             */
            workspace_id?: string | null;
        };
        /**
         * SessionView
         * @description Who is signed in, and where.
         */
        SessionView: {
            /**
             * Csrf Token
             * @description Send it as X-CSRF-Token with every request that changes something by cookie.
             */
            csrf_token: string;
            member: components["schemas"]["MemberView"];
            /**
             * Second Step Due
             * @description Whether the workspace wants a second step that the member has not set up; until he does, he may do nothing else.
             */
            second_step_due: boolean;
            workspace: components["schemas"]["WorkspaceView"];
        };
        /**
         * SetDiscount
         * @description A discount on the order, or what is on a gift card.
         */
        SetDiscount: {
            /**
             * Discount Type
             * @enum {string}
             */
            discount_type: "numeric" | "percentage" | "gift_card";
            /**
             * Discount Value
             * @description An amount, or per cent; of gift cards what each holds.
             */
            discount_value: number | string;
            /**
             * Type
             * @constant
             */
            type: "SetDiscount";
        };
        /**
         * SetDiscountPerItem
         * @description A discount on items.
         */
        SetDiscountPerItem: {
            /**
             * Apply To
             * @default all_products
             * @enum {string}
             */
            apply_to: "cheapest" | "most_expensive" | "all_products";
            /**
             * Discount Type
             * @enum {string}
             */
            discount_type: "numeric" | "percentage";
            /**
             * Discount Value
             * @description In major units, such as 12.99.
             */
            discount_value: number | string;
            /**
             * Type
             * @constant
             */
            type: "SetDiscountPerItem";
        };
        /**
         * SetUpInput
         * @description The first workspace of a server and its first member.
         */
        SetUpInput: {
            /**
             * Email
             * @example ada@example.com
             */
            email: string;
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Password
             * @description At least 10 characters.
             */
            password: string;
            /**
             * Set Up Code
             * @description The server prints it into its log when it starts without a workspace.
             */
            set_up_code: string;
            /**
             * Time Zone
             * @default UTC
             * @example Europe/Warsaw
             */
            time_zone: string;
            /** Workspace Name */
            workspace_name: string;
        };
        /**
         * SetUpView
         * @description Whether this server waits for its first workspace.
         */
        SetUpView: {
            /** Needed */
            needed: boolean;
        };
        /**
         * SettingsAnswer
         * @description The settings of promotions.
         */
        SettingsAnswer: {
            /** Data */
            data: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * SftpConnection
         * @description Reads files from a server by SFTP, signed in with a password or a private key.
         *
         *     The server is trusted by the fingerprint of its host key, never by its name alone.
         */
        SftpConnection: {
            /**
             * Host
             * @description Name or address of the server.
             * @example files.partner.example
             */
            host: string;
            /**
             * Host Key
             * @description Fingerprint of the server's host key, as `ssh-keygen -lf` shows it.
             * @example SHA256:PhMGFYkZ0kT4IXRGRYUUUxQsRz4gXkAbUJzN0XyAxQs
             */
            host_key: string;
            /**
             * Password
             * @description Kept encrypted; or give `private_key`.
             */
            password?: string | null;
            /**
             * Port
             * @description Port of the server.
             * @default 22
             */
            port: number;
            /**
             * Private Key
             * @description In OpenSSH or PEM form, without a passphrase. Kept encrypted.
             */
            private_key?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "sftp";
            /**
             * Username
             * @description Name of the account.
             */
            username: string;
        };
        /**
         * SharedCode
         * @description A code that was given to one customer is tried or used by others: it was passed on or published.
         *
         *     Different customers of the last 30 days are counted, whether they had the discount or were refused.
         */
        SharedCode: {
            /**
             * Customers
             * @description So many customers other than its holder.
             * @default 3
             */
            customers: number;
            /**
             * Points
             * @description What it adds to the score of a case once its threshold is reached; up to twice as much the further it is passed.
             * @default 60
             */
            points: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "shared_code";
        };
        /**
         * ShippedPage
         * @description All workflows that come with Largesse.
         */
        ShippedPage: {
            /** Items */
            items: components["schemas"]["ShippedView"][];
        };
        /**
         * ShippedView
         * @description A workflow to begin with; `POST /v1/workflows` takes its fields but the id.
         */
        ShippedView: {
            /** Description */
            description: string;
            /** Graph */
            graph: {
                [key: string]: unknown;
            };
            /**
             * Id
             * @description Name of its file.
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "profile" | "business";
            /** Name */
            name: string;
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
        };
        /**
         * ShippingDiscount
         * @description A share of what shipping costs now, or an amount off it: one of both.
         */
        "ShippingDiscount-Input": {
            /**
             * Amount
             * @description Or an amount, or steps of it.
             */
            amount?: (number | {
                [key: string]: number;
            }) | components["schemas"]["MoneySteps"] | null;
            /**
             * Most
             * @description Never more than this off shipping.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Percent
             * @description Per cent, or steps of them.
             */
            percent?: (number | string) | components["schemas"]["PercentSteps-Input"] | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "shipping_discount";
        };
        /**
         * ShippingDiscount
         * @description A share of what shipping costs now, or an amount off it: one of both.
         */
        "ShippingDiscount-Output": {
            /**
             * Amount
             * @description Or an amount, or steps of it.
             */
            amount?: (number | {
                [key: string]: number;
            }) | components["schemas"]["MoneySteps"] | null;
            /**
             * Most
             * @description Never more than this off shipping.
             */
            most?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * Percent
             * @description Per cent, or steps of them.
             */
            percent?: string | components["schemas"]["PercentSteps-Output"] | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "shipping_discount";
        };
        /**
         * ShippingMethod
         * @description The order is sent by one of these methods.
         */
        ShippingMethod: {
            /**
             * Any Of
             * @description Methods as orders name them; capital and small letters are the same.
             * @example [
             *       "pickup"
             *     ]
             */
            any_of: string[];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "shipping_method";
        };
        /**
         * ShortfallView
         * @description A slot that could not be filled.
         */
        ShortfallView: {
            /** Got */
            got: number;
            /**
             * Reasons
             * @description Why promotions that fit the slot were left out, and how many by each reason.
             */
            reasons: {
                [key: string]: number;
            };
            /**
             * Slot
             * @description Counted from 1, top to bottom.
             */
            slot: number;
            /** Wanted */
            wanted: number;
        };
        /**
         * ShowMessage
         * @description A text or banner that your shop shows to the customer with the order.
         */
        ShowMessage: {
            /**
             * Image
             * @description Address of a picture.
             */
            image?: string | null;
            /**
             * Link
             * @description Where a click leads.
             */
            link?: string | null;
            /**
             * Style
             * @description How it is shown.
             * @default text
             * @enum {string}
             */
            style: "text" | "banner";
            /**
             * Text
             * @description The words, as plain text.
             */
            text: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message";
        };
        /**
         * SmsAccountInput
         * @description A new SMS account: how the gateway wants to be called.
         */
        SmsAccountInput: {
            /**
             * Body
             * @description The fields of the call. `{to}`, `{text}`, `{sender}` and `{id}` are put in; `{to}` and `{text}` must be there.
             * @example {
             *       "from": "{sender}",
             *       "message": "{text}",
             *       "to": "{to}"
             *     }
             */
            body: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Format
             * @description Whether the body's fields go out as JSON, as a form, or in the address.
             * @default json
             * @enum {string}
             */
            format: "json" | "form" | "query";
            /**
             * Headers
             * @description Such as the gateway's key; kept encrypted, never shown again.
             * @default {}
             */
            headers: {
                [key: string]: string;
            };
            /**
             * Is Default
             * @description Texts go out through the default account; the first one of a workspace becomes it.
             * @default false
             */
            is_default: boolean;
            /**
             * Method
             * @default POST
             * @enum {string}
             */
            method: "GET" | "POST" | "PUT";
            /**
             * Name
             * @example Text gateway
             */
            name: string;
            /**
             * Sender
             * @description Fills `{sender}`.
             * @default
             */
            sender: string;
            /**
             * Url
             * Format: uri
             * @example https://gateway.example/messages
             */
            url: string;
        };
        /**
         * SmsAccountPage
         * @description A page of SMS accounts, newest first.
         */
        SmsAccountPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["SmsAccountView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * SmsAccountView
         * @description An SMS account without the values of its headers.
         */
        SmsAccountView: {
            /** Body */
            body: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Format
             * @enum {string}
             */
            format: "json" | "form" | "query";
            /**
             * Header Names
             * @description Names of the stored headers.
             */
            header_names: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Is Default */
            is_default: boolean;
            /**
             * Method
             * @enum {string}
             */
            method: "GET" | "POST" | "PUT";
            /** Name */
            name: string;
            /** Sender */
            sender: string;
            /** Url */
            url: string;
        };
        /**
         * SmtpAccountInput
         * @description A new e-mail account.
         */
        SmtpAccountInput: {
            /**
             * Bounce Address
             * @description Where mail servers report mails they could not deliver (the envelope's sender); `{id}` in it becomes the message's id. By default `from_address`.
             * @example bounces+{id}@shop.example
             */
            bounce_address?: string | null;
            /**
             * From Address
             * @example ops@shop.example
             */
            from_address: string;
            /**
             * From Name
             * @default
             * @example Shop alerts
             */
            from_name: string;
            /**
             * Host
             * @example smtp.shop.example
             */
            host: string;
            /**
             * Is Default
             * @description Mails go out through the default account; the first one of a workspace becomes it.
             * @default false
             */
            is_default: boolean;
            /**
             * Name
             * @example Shop mail
             */
            name: string;
            /**
             * Password
             * @description Kept encrypted; never shown again.
             */
            password?: string | null;
            /**
             * Port
             * @example 587
             */
            port: number;
            /**
             * Security
             * @description `starttls` is required, not merely tried; `tls` from the first byte on.
             * @default starttls
             * @enum {string}
             */
            security: "none" | "starttls" | "tls";
            /** Username */
            username?: string | null;
        };
        /**
         * SmtpAccountPage
         * @description A page of e-mail accounts, newest first.
         */
        SmtpAccountPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["SmtpAccountView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * SmtpAccountView
         * @description An e-mail account without its password.
         */
        SmtpAccountView: {
            /** Bounce Address */
            bounce_address: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** From Address */
            from_address: string;
            /** From Name */
            from_name: string;
            /** Has Password */
            has_password: boolean;
            /** Host */
            host: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Is Default */
            is_default: boolean;
            /** Name */
            name: string;
            /** Port */
            port: number;
            /**
             * Security
             * @enum {string}
             */
            security: "none" | "starttls" | "tls";
            /** Username */
            username: string | null;
        };
        /**
         * Stacking
         * @description How the promotion stands to others on the same cart.
         */
        "Stacking-Input": {
            /**
             * Exclusive
             * @description Never together with another promotion.
             * @default false
             */
            exclusive: boolean;
            /**
             * Group
             * @description Of promotions with the same word one applies at most.
             */
            group?: string | null;
            /**
             * Lane
             * @description Lanes apply in this order; inside a lane the workspace's chooser picks.
             * @default default
             * @enum {string}
             */
            lane: "pre" | "default" | "post";
            /**
             * Max Discount Percent
             * @description Cap on all its rewards together.
             */
            max_discount_percent?: number | string | null;
            /**
             * Percent Of
             * @description Percentages of the price before any discount, or of what is left.
             * @default current
             * @enum {string}
             */
            percent_of: "initial" | "current";
            /**
             * Priority
             * @description Higher goes first.
             * @default 0
             */
            priority: number;
            /**
             * Zero Effect
             * @description Whether it is redeemed where it would give nothing.
             * @default skip
             * @enum {string}
             */
            zero_effect: "skip" | "apply";
        };
        /**
         * Stacking
         * @description How the promotion stands to others on the same cart.
         */
        "Stacking-Output": {
            /**
             * Exclusive
             * @description Never together with another promotion.
             * @default false
             */
            exclusive: boolean;
            /**
             * Group
             * @description Of promotions with the same word one applies at most.
             */
            group?: string | null;
            /**
             * Lane
             * @description Lanes apply in this order; inside a lane the workspace's chooser picks.
             * @default default
             * @enum {string}
             */
            lane: "pre" | "default" | "post";
            /**
             * Max Discount Percent
             * @description Cap on all its rewards together.
             */
            max_discount_percent?: string | null;
            /**
             * Percent Of
             * @description Percentages of the price before any discount, or of what is left.
             * @default current
             * @enum {string}
             */
            percent_of: "initial" | "current";
            /**
             * Priority
             * @description Higher goes first.
             * @default 0
             */
            priority: number;
            /**
             * Zero Effect
             * @description Whether it is redeemed where it would give nothing.
             * @default skip
             * @enum {string}
             */
            zero_effect: "skip" | "apply";
        };
        /**
         * StaffDiscounts
         * @description A member of staff redeems large discounts on sales without a customer, as a till's own pocket would.
         *
         *     Redemptions by signed-in members within 72 hours are counted that took 30 % of the price or more.
         */
        StaffDiscounts: {
            /**
             * Points
             * @description What it adds to the score of a case once its threshold is reached; up to twice as much the further it is passed.
             * @default 60
             */
            points: number;
            /**
             * Redemptions
             * @description So many such redemptions in 72 hours.
             * @default 10
             */
            redemptions: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "staff_discounts";
        };
        /**
         * StaticSource
         * @description Codes are imported from files, added by hand or generated here; the pool runs out when they do.
         */
        StaticSource: {
            /**
             * Type
             * @default static
             * @constant
             */
            type: "static";
        };
        /**
         * Store
         * @description The order is made in one of these stores.
         *
         *     Stores of the promotion as a whole are its setting `stores`; this rule is for part of a tree.
         */
        Store: {
            /**
             * Any Of
             * @description Ids of the stores, exactly as the orders send them.
             * @example [
             *       "krakow-1"
             *     ]
             */
            any_of: string[];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "store";
        };
        /**
         * Stores
         * @description Where it is good. Empty `only`: everywhere but in those of `excluding`.
         */
        Stores: {
            /**
             * Excluding
             * @default []
             */
            excluding: string[];
            /**
             * Only
             * @default []
             */
            only: string[];
        };
        /**
         * StringContains
         * @description This stands somewhere in the text.
         */
        StringContains: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "string_contains";
            /**
             * Value
             * @description What stands in the text.
             */
            value: string;
        };
        /**
         * StringEndsWith
         * @description The text ends with this.
         */
        StringEndsWith: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "string_ends_with";
            /**
             * Value
             * @description The end.
             */
            value: string;
        };
        /**
         * StringEqual
         * @description The text is exactly this one.
         */
        StringEqual: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "string_equal";
            /**
             * Value
             * @description The text.
             */
            value: string;
        };
        /**
         * StringIn
         * @description The text is one of these.
         */
        StringIn: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "string_in";
            /**
             * Values
             * @description The texts.
             */
            values: string[];
        };
        /**
         * StringLike
         * @description The whole text follows a pattern: `*` stands for any characters, also none, `?` for exactly one.
         */
        StringLike: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "string_like";
            /**
             * Pattern
             * @description The pattern, with 10 `*` at most. Everything but `*` and `?` stands for itself.
             * @example SPRING-*
             */
            pattern: string;
        };
        /**
         * StringNotContains
         * @description There is a text, and this stands nowhere in it.
         */
        StringNotContains: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "string_not_contains";
            /**
             * Value
             * @description What does not stand in the text.
             */
            value: string;
        };
        /**
         * StringNotEqual
         * @description There is a text, and it is another one.
         */
        StringNotEqual: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "string_not_equal";
            /**
             * Value
             * @description The text that it is not.
             */
            value: string;
        };
        /**
         * StringNotIn
         * @description There is a text, and it is none of these.
         */
        StringNotIn: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "string_not_in";
            /**
             * Values
             * @description The texts that it is not.
             */
            values: string[];
        };
        /**
         * StringStartsWith
         * @description The text begins with this.
         */
        StringStartsWith: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            operator: "string_starts_with";
            /**
             * Value
             * @description The beginning.
             */
            value: string;
        };
        /**
         * StuckRun
         * @description A run with journeys that ought to have gone on some time ago.
         */
        StuckRun: {
            /**
             * Due At
             * Format: date-time
             * @description When the first of them ought to have gone on.
             */
            due_at: string;
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Workflow */
            workflow: string;
            /**
             * Workflow Id
             * Format: uuid
             */
            workflow_id: string;
        };
        /**
         * SubjectView
         * @description Whom a case is about.
         */
        SubjectView: {
            /**
             * Holder Id
             * @description Of a code: the number of the customer whom it was given to.
             */
            holder_id: number | null;
            /**
             * Id
             * @description The customer's number, the code, or the id of the member.
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "customer" | "code" | "staff";
            /**
             * Name
             * @description What they are called now.
             */
            name: string;
        };
        /**
         * SuppressionInput
         * @description An address that shall get no marketing.
         */
        SuppressionInput: {
            /**
             * Address
             * @description An e-mail address or a phone number.
             * @example ada@shop.example
             */
            address: string;
            /**
             * Channel
             * @default email
             * @enum {string}
             */
            channel: "email" | "sms";
            /**
             * Reason
             * @default manual
             * @enum {string}
             */
            reason: "unsubscribed" | "bounced" | "complained" | "manual";
        };
        /**
         * SuppressionPage
         * @description A page of suppressions, newest first.
         */
        SuppressionPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["SuppressionView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * SuppressionView
         * @description An address that gets no marketing, and why.
         */
        SuppressionView: {
            /** Address */
            address: string;
            /**
             * Channel
             * @enum {string}
             */
            channel: "email" | "sms";
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Message Id
             * @description The message that bounced, where it is known.
             */
            message_id: string | null;
            /** Profile Id */
            profile_id: number | null;
            /**
             * Reason
             * @enum {string}
             */
            reason: "unsubscribed" | "bounced" | "complained" | "manual";
        };
        /**
         * SyneriseError
         * @description Synerise's error body, and beside it our stable error code.
         */
        SyneriseError: {
            /** Error */
            error: string;
            /** Errorcode */
            errorCode: string;
            /** Errors */
            errors: components["schemas"]["FieldError"][];
            /** Message */
            message: string;
            /** Path */
            path: string;
            /** Status */
            status: number;
            /** Timestamp */
            timestamp: string;
        };
        /**
         * TagCondition
         * @description The profile's tags: any of these, all of these, or none of these.
         */
        TagCondition: {
            /**
             * Has
             * @description How many of them it must have.
             * @default any
             * @enum {string}
             */
            has: "any" | "all" | "none";
            /**
             * Tags
             * @description The tags.
             */
            tags: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "tag";
        };
        /**
         * TagOf
         * @description A tag; its hash is its name here.
         */
        "TagOf-Input": {
            /** Hash */
            hash?: (string | number) | null;
            /** Name */
            name?: (string | number) | null;
        };
        /**
         * TagOf
         * @description A tag; its hash is its name here.
         */
        "TagOf-Output": {
            /** Hash */
            hash?: string | null;
            /** Name */
            name?: string | null;
        };
        /**
         * TagWord
         * @description A tag that profiles have.
         */
        TagWord: {
            /** Name */
            name: string;
            /**
             * Seen
             * @description On how many of the profiles that were looked at.
             */
            seen: number;
        };
        /**
         * TagsFilter
         * @description Promotions with these tags.
         */
        TagsFilter: {
            /**
             * Match
             * @description One of them, or all of them.
             * @default any
             * @enum {string}
             */
            match: "any" | "all";
            /**
             * Tags
             * @description Tags of promotions.
             * @example [
             *       "MOBILE"
             *     ]
             */
            tags: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "tags";
        };
        /**
         * Target
         * @description All units that cost anything, or some of them, counted from the cheapest or the dearest.
         *
         *     Units of equal price are taken in the cart's own order, which does not depend on how it was sent.
         */
        Target: {
            /**
             * By
             * @description Whether units are counted, or whole lines by the price of their units.
             * @default unit
             * @enum {string}
             */
            by: "unit" | "line";
            /**
             * Count
             * @description At most so many; null: 1 of `cheapest` and `dearest` without `repeat`, else no limit.
             */
            count?: number | null;
            /**
             * First
             * @description Of `all` and `every_nth`: where counting begins; null: at the cheapest.
             */
            first?: ("cheapest" | "dearest") | null;
            /**
             * N
             * @description Of `every_nth`: 3 takes the third, the sixth, ...
             */
            n?: number | null;
            /**
             * Pick
             * @description All, the cheapest, the dearest, or every `n`-th of them.
             * @default all
             * @enum {string}
             */
            pick: "all" | "cheapest" | "dearest" | "every_nth";
            /**
             * Repeat
             * @description Of `cheapest` and `dearest`: after the first, each so-many-th further one as well.
             */
            repeat?: number | null;
            /**
             * Skip
             * @description So many are passed over before counting begins.
             * @default 0
             */
            skip: number;
            /**
             * Within
             * @description Whether they are counted over all lines, or anew in each line.
             * @default order
             * @enum {string}
             */
            within: "order" | "line";
        };
        /**
         * TemplateInput
         * @description A new mail template.
         */
        TemplateInput: {
            /**
             * Format
             * @description `mjml` is turned into HTML when it is saved.
             * @default html
             * @enum {string}
             */
            format: "html" | "mjml";
            /**
             * Html
             * @description The mail as HTML or MJML, with inserts.
             * @example <p>Hello {{ customer.firstname|default('friend') }}</p>
             */
            html: string;
            /**
             * Name
             * @example Your code
             */
            name: string;
            /**
             * Subject
             * @description One line; inserts such as `{{ customer.firstname }}` are filled for each recipient.
             * @example A code for you, {{ customer.firstname|default('friend') }}
             */
            subject: string;
            /**
             * Text
             * @description For programs that show no HTML; made from the HTML when it is left out.
             */
            text?: string | null;
        };
        /**
         * TemplatePage
         * @description A page of templates, newest first.
         */
        TemplatePage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["TemplateSummary"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * TemplatePatch
         * @description Changes of a template, which make a new revision; `text: null` has it made from the HTML again.
         */
        TemplatePatch: {
            /** Format */
            format?: ("html" | "mjml") | null;
            /** Html */
            html?: string | null;
            /** Name */
            name?: string | null;
            /** Subject */
            subject?: string | null;
            /** Text */
            text?: string | null;
        };
        /**
         * TemplateRevisionView
         * @description What a template said from one change to the next.
         */
        TemplateRevisionView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /**
             * Format
             * @enum {string}
             */
            format: "html" | "mjml";
            /** Html */
            html: string;
            /** Revision */
            revision: number;
            /** Subject */
            subject: string;
            /** Text */
            text: string | null;
        };
        /**
         * TemplateSummary
         * @description A template without its bodies.
         */
        TemplateSummary: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Format
             * @enum {string}
             */
            format: "html" | "mjml";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /** Subject */
            subject: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * TemplateTestInput
         * @description Where a test mail goes, and for whom it is rendered.
         */
        TemplateTestInput: {
            event?: components["schemas"]["SampleEvent"] | null;
            /** @description Without one, the customer is empty. */
            profile?: components["schemas"]["Identifier"] | null;
            /**
             * To
             * @example ops@shop.example
             */
            to: string;
        };
        /**
         * TemplateView
         * @description A template with what it says now.
         */
        TemplateView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Format
             * @enum {string}
             */
            format: "html" | "mjml";
            /** Html */
            html: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /** Subject */
            subject: string;
            /**
             * Text
             * @description Null: made from the HTML.
             */
            text: string | null;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * Terminal
         * @description Which till.
         */
        Terminal: {
            /** Posid */
            posId: string | number;
            /** Storeid */
            storeId: string | number;
        };
        /**
         * TestInput
         * @description Walks a profile through the draft; waits are skipped and nothing is counted.
         */
        TestInput: {
            /**
             * Events
             * @description Params of events that waits shall meet, by name.
             * @default {}
             */
            events: {
                [key: string]: {
                    [key: string]: components["schemas"]["JsonValue"];
                };
            };
            /**
             * Node
             * @description The trigger to begin with.
             */
            node?: string | null;
            profile?: components["schemas"]["Identifier"] | null;
            /**
             * Send
             * @description Whether outgoing calls are really made.
             * @default false
             */
            send: boolean;
            /**
             * Version
             * @description A published version instead of the draft.
             */
            version?: number | null;
        };
        /**
         * TestMailInput
         * @description Where a test mail goes.
         */
        TestMailInput: {
            /**
             * To
             * @example ops@shop.example
             */
            to: string;
        };
        /**
         * TestMailView
         * @description What became of a test mail.
         */
        TestMailView: {
            /**
             * Delivered
             * @description Whether the mail server took the mail over.
             */
            delivered: boolean;
            /**
             * Reason
             * @description Why it did not, and what to change.
             */
            reason: string | null;
            /**
             * Response
             * @description What the server said when it did.
             */
            response: string | null;
        };
        /**
         * TestTextInput
         * @description Where a test text goes, and what it says.
         */
        TestTextInput: {
            /**
             * Text
             * @default Test message from Largesse
             */
            text: string;
            /**
             * To
             * @example +48600100200
             */
            to: string;
        };
        /**
         * TestTextView
         * @description What became of a test text.
         */
        TestTextView: {
            /**
             * Alphabet
             * @description `gsm`: 160 characters, or 153 for each part; `unicode`: 70, or 67 for each part.
             * @enum {string}
             */
            alphabet: "gsm" | "unicode";
            /** Characters */
            characters: number;
            /**
             * Delivered
             * @description Whether the gateway took the text over.
             */
            delivered: boolean;
            /**
             * Parts
             * @description Gateways bill so many messages.
             */
            parts: number;
            /**
             * Reason
             * @description Why it did not, and what to change.
             */
            reason: string | null;
            /**
             * Status
             * @description HTTP status of its answer.
             */
            status: number | null;
        };
        /**
         * TestView
         * @description The way a profile would take.
         */
        TestView: {
            /** Errors */
            errors: components["schemas"]["JourneyError"][];
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "ready" | "waiting" | "retry" | "ended" | "dead" | "stopped";
            /** Steps */
            steps: components["schemas"]["JourneyStep"][];
        };
        /**
         * Threshold
         * @description When a pool counts as low: fewer codes, a smaller share, or fewer days of cover than this.
         */
        Threshold: {
            /**
             * Below
             * @example 500
             */
            below: number;
            /**
             * Unit
             * @description `days` = remaining codes divided by the codes handed out per day.
             * @default codes
             * @enum {string}
             */
            unit: "codes" | "percent" | "days";
        };
        /**
         * TodayView
         * @description Today against the same weekday last week, up to the same time of the clock.
         */
        TodayView: {
            /**
             * Counted Until
             * @description Null: nothing was counted yet.
             */
            counted_until: string | null;
            /** Hours */
            hours: components["schemas"]["HourOfDay"][];
            last_week: components["schemas"]["DayFigures"];
            /** Time Zone */
            time_zone: string;
            today: components["schemas"]["DayFigures"];
        };
        /**
         * TokenView
         * @description A token for the Authorization header.
         */
        TokenView: {
            /** Token */
            token: string;
        };
        /**
         * Transaction
         * @description What a customer bought. All its prices are in one currency.
         */
        Transaction: {
            client: components["schemas"]["EventClient"];
            discountAmount?: components["schemas"]["Price"] | null;
            /** Eventsalt */
            eventSalt?: string | null;
            /** Metadata */
            metadata?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Orderid */
            orderId: string | number;
            paymentInfo: components["schemas"]["PaymentInfo"];
            /** Products */
            products: components["schemas"]["Product"][];
            /** Recordedat */
            recordedAt?: string | null;
            revenue: components["schemas"]["Price"];
            /**
             * Source
             * @enum {string}
             */
            source: "WEB_DESKTOP" | "WEB_MOBILE" | "MOBILE_APP" | "POS" | "MOBILE" | "DESKTOP";
            value: components["schemas"]["Price"];
        };
        /**
         * TransactionMetric
         * @description Which sale.
         */
        TransactionMetric: {
            /** Begindatetime */
            beginDateTime: string | number;
            /** Globaltransactionid */
            globalTransactionId: string | number;
            /** Postransactionid */
            posTransactionId: string | number;
        };
        /**
         * TrialInput
         * @description A cart that a promotion is tried on. Nothing is reserved, counted or kept.
         * @example {
         *       "cart": {
         *         "channel": "web",
         *         "currency": "EUR",
         *         "items": [
         *           {
         *             "categories": [
         *               "tea"
         *             ],
         *             "price": 450,
         *             "quantity": 2,
         *             "sku": "TEA-100"
         *           },
         *           {
         *             "attributes": {
         *               "brand": "Aster"
         *             },
         *             "price": 1290,
         *             "quantity": 1,
         *             "sku": "CUP-1"
         *           }
         *         ],
         *         "shipping": 490
         *       }
         *     }
         */
        TrialInput: {
            cart: components["schemas"]["CartInput"];
            /**
             * Codes
             * @description Codes that were typed; promotions without a code apply by themselves.
             * @default []
             */
            codes: string[];
            /**
             * @description Whose cart it is.
             * @example {
             *       "custom_id": "c-1"
             *     }
             */
            customer?: components["schemas"]["Identifier"] | null;
            /** @description What is tried, such as a draft that is not saved yet; null: the draft. */
            definition?: components["schemas"]["Definition-Input"] | null;
            /**
             * Version
             * @description A published version instead of the draft.
             */
            version?: number | null;
            /**
             * What If
             * @description Answers as if it were this moment; counts and balances are those of today.
             */
            what_if?: string | null;
        };
        /**
         * TroubledJob
         * @description A job that failed in the last seven days, or of which nothing was heard for minutes.
         */
        TroubledJob: {
            /**
             * At
             * Format: date-time
             * @description When it failed, or was heard of last.
             */
            at: string;
            /** Error */
            error: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @example import_codes
             */
            kind: string;
            /** Object Id */
            object_id: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "failed" | "stuck";
        };
        /**
         * UndefinedName
         * @description A name of the template that has no value.
         */
        UndefinedName: {
            /**
             * Line
             * @description The line of that part, counted from 1; null for an attribute.
             */
            line: number | null;
            /**
             * Name
             * @example customer.firstname
             */
            name: string;
            /**
             * Part
             * @description Where it stands first.
             */
            part: ("subject" | "html" | "text") | null;
        };
        /**
         * UpliftView
         * @description A difference, and the same in parts of what the other arm has (0.1: 10 % more).
         */
        UpliftView: {
            absolute: components["schemas"]["EstimateView"] | null;
            relative: components["schemas"]["EstimateView"] | null;
        };
        /**
         * ValidationInput
         * @description A cart to look at. Nothing is reserved, counted or kept.
         * @example {
         *       "cart": {
         *         "channel": "web",
         *         "currency": "EUR",
         *         "items": [
         *           {
         *             "categories": [
         *               "tea"
         *             ],
         *             "price": 450,
         *             "quantity": 2,
         *             "sku": "TEA-100"
         *           },
         *           {
         *             "attributes": {
         *               "brand": "Aster"
         *             },
         *             "price": 1290,
         *             "quantity": 1,
         *             "sku": "CUP-1"
         *           }
         *         ],
         *         "shipping": 490
         *       },
         *       "codes": [
         *         "SUMMER10"
         *       ],
         *       "customer": {
         *         "custom_id": "c-1"
         *       }
         *     }
         */
        ValidationInput: {
            cart: components["schemas"]["CartInput"];
            /**
             * Codes
             * @description Codes that were typed; promotions without a code apply by themselves.
             * @default []
             */
            codes: string[];
            /**
             * @description Whose cart it is.
             * @example {
             *       "custom_id": "c-1"
             *     }
             */
            customer?: components["schemas"]["Identifier"] | null;
            /**
             * Explain
             * @description Tell of those that apply and those asked for by a code, or of all promotions.
             * @default asked
             * @enum {string}
             */
            explain: "asked" | "all";
            /**
             * What If
             * @description Answers as if it were this moment: the clock of schedules, periods and expiry dates. Counts and balances are those of today.
             */
            what_if?: string | null;
        };
        /**
         * ValidationView
         * @description What the cart would get.
         */
        ValidationView: {
            /**
             * Candidates
             * @description Those that apply first, in the order in which they apply.
             */
            candidates: components["schemas"]["CandidateView"][];
            /** Currency */
            currency: string;
            /** @description All lines together. */
            items: components["schemas"]["AmountsView"];
            /** Lines */
            lines: components["schemas"]["LineView"][];
            /**
             * Reason
             * @description Of an invalid one: the first reason.
             */
            reason: string | null;
            /**
             * Result
             * @description `invalid`: nothing applies, or codes were typed and none of them does.
             * @enum {string}
             */
            result: "valid" | "invalid";
            shipping: components["schemas"]["AmountsView"];
            /** @description Lines and shipping together. */
            total: components["schemas"]["AmountsView"];
        };
        /**
         * VariantView
         * @description A variant of a family: what it is called, what it does, and the settings it takes.
         */
        VariantView: {
            /**
             * Example
             * @description Settings that are accepted.
             */
            example: unknown;
            /**
             * Group
             * @description Where lists of the family put it.
             */
            group: string | null;
            /** Help */
            help: string;
            /**
             * Schema
             * @description JSON Schema of its settings; `#/definitions/` is that of this answer.
             */
            schema: {
                [key: string]: unknown;
            };
            /**
             * Sentence
             * @description How it reads on a card, with its settings in braces.
             */
            sentence: string | null;
            /** Title */
            title: string;
            /**
             * Type
             * @description What its settings begin with, where the family has several variants.
             */
            type: string;
        };
        /**
         * VersionCounts
         * @description What happened at the nodes of a version in the last hours; `waiting` is as of now.
         */
        VersionCounts: {
            /** Dead */
            dead: number;
            /** Ended */
            ended: number;
            /** Hours */
            hours: number;
            /** Nodes */
            nodes: components["schemas"]["NodeCounts"][];
            /**
             * Runs
             * @description Runs that began since.
             */
            runs: number;
            /**
             * Since
             * Format: date-time
             * @description Beginning of the first hour that is counted.
             */
            since: string;
            /**
             * Started
             * @description Journeys that began.
             */
            started: number;
            /** Version */
            version: number;
        };
        /**
         * VersionPage
         * @description Published versions, latest first.
         */
        VersionPage: {
            /** Items */
            items: components["schemas"]["VersionView"][];
        };
        /**
         * VersionView
         * @description A published version.
         */
        VersionView: {
            /** Graph */
            graph: {
                [key: string]: unknown;
            };
            /**
             * Published At
             * Format: date-time
             */
            published_at: string;
            /** Published By */
            published_by: string;
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /** Version */
            version: number;
            /**
             * Webhooks
             * @description Address of each Incoming Integration, by the id of its node.
             * @default {}
             */
            webhooks: {
                [key: string]: string;
            };
        };
        /**
         * VoucherAnswer
         * @description One code.
         */
        VoucherAnswer: {
            data: components["schemas"]["largesse__compat__synerise__voucher_schemas__VoucherItem"];
            /** Message */
            message?: string | null;
        };
        /**
         * VoucherBatch
         * @description Vouchers that are being made.
         */
        VoucherBatch: {
            /** Amount */
            amount: number;
            /**
             * Campaign Id
             * Format: uuid
             */
            campaign_id: string;
            /**
             * Id
             * Format: uuid
             * @description The job: GET /v1/jobs/{id} tells how far it is.
             */
            id: string;
            /**
             * Status
             * @default in_progress
             * @constant
             */
            status: "in_progress";
        };
        /**
         * VoucherBatchInput
         * @description How many vouchers, and what they look like.
         */
        VoucherBatchInput: {
            /** Amount */
            amount: number;
            /**
             * Length
             * @description Of the random part.
             * @default 10
             */
            length: number;
            /**
             * Prefix
             * @default
             */
            prefix: string;
        };
        /**
         * VoucherCounts
         * @description How many codes of a pool stand where; `activeCount - assignedCount` can still be handed out.
         */
        VoucherCounts: {
            /**
             * Activecount
             * @description Codes that can be handed out, and those in customers' hands.
             */
            activeCount: number;
            /**
             * Assignedcount
             * @description Codes in customers' hands, not redeemed.
             */
            assignedCount: number;
            /** Canceledcount */
            canceledCount: number;
            /** Redeemedcount */
            redeemedCount: number;
            /** Totalcount */
            totalCount: number;
            /**
             * Unassignedcount
             * @description Codes never handed out, expired ones too.
             */
            unassignedCount: number;
        };
        /**
         * VoucherCountsAnswer
         * @description Counts of a pool, where a webhook reads them as `body.data.activeCount`.
         */
        VoucherCountsAnswer: {
            data: components["schemas"]["VoucherCounts"];
        };
        /**
         * VoucherInput
         * @description A code to add to a pool, and to hand out at once when a profile and ASSIGNED are given.
         */
        VoucherInput: {
            /** Clientid */
            clientId?: number | null;
            /** Clientuuid */
            clientUuid?: string | null;
            /**
             * Code
             * @description Left out: one is generated.
             */
            code?: string | null;
            /** Expirein */
            expireIn?: string | null;
            /**
             * Pooluuid
             * Format: uuid
             */
            poolUuid: string;
            /** Status */
            status?: ("UNASSIGNED" | "ASSIGNED") | null;
        };
        /**
         * VoucherList
         * @description A page of codes.
         */
        VoucherList: {
            /** Data */
            data: components["schemas"]["largesse__compat__synerise__voucher_schemas__VoucherItem"][];
            meta?: components["schemas"]["PageMeta"] | null;
        };
        /**
         * VoucherName
         * @description Which voucher it is.
         */
        VoucherName: {
            campaign: components["schemas"]["CampaignName"];
            /** Code */
            code: string;
        };
        /**
         * VoucheryError
         * @description Vouchery's error envelope.
         */
        VoucheryError: {
            /** Code */
            code: string;
            /**
             * Error
             * @default true
             */
            error: boolean;
            /** Errors */
            errors: components["schemas"]["VoucheryFault"][];
            /** Message */
            message: string;
            /**
             * Type
             * @default error
             */
            type: string;
        };
        /**
         * VoucheryFault
         * @description One reason: of a refused voucher, or of a wrong field.
         */
        VoucheryFault: {
            /**
             * Attribute
             * @description The wrong field.
             * @default null
             */
            attribute: string | null;
            /**
             * @description What was asked for.
             * @default null
             */
            boundaryValue: components["schemas"]["JsonValue"];
            /**
             * Code
             * @description Vouchery's number or key; ours where it has none.
             */
            code: number | string;
            /** Message */
            message: string;
            /**
             * Reason
             * @description Our own stable code (an addition).
             * @default null
             */
            reason: string | null;
        };
        /**
         * WalletCode
         * @description A code that a customer can use.
         */
        WalletCode: {
            /** Assigned At */
            assigned_at: string | null;
            /**
             * Balance
             * @description What is left on a gift card, in minor units.
             */
            balance: number | null;
            /** Code */
            code: string;
            /**
             * Currency
             * @description Of the balance.
             */
            currency: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "voucher" | "gift_card" | "referral";
            /**
             * Pool Id
             * Format: uuid
             */
            pool_id: string;
            /** @description null: no published promotion takes codes of its pool. */
            promotion: components["schemas"]["WalletPromotion"] | null;
            /**
             * Until
             * @description Not good from this moment on: the code's own end or the promotion's.
             */
            until: string | null;
        };
        /**
         * WalletExpiry
         * @description Something that ends soon.
         */
        WalletExpiry: {
            /**
             * Amount
             * @description Points that are lost, or what is left on the gift card in minor units.
             */
            amount: number | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "code" | "gift_card" | "promotion" | "points";
            /**
             * Name
             * @description The code, the name of the promotion, or empty for points.
             */
            name: string;
            /** Promotion Id */
            promotion_id: string | null;
        };
        /**
         * WalletPromotion
         * @description The promotion that a code leads to, as customers see it.
         */
        WalletPromotion: {
            /**
             * Code
             * @description Business key of the promotion.
             */
            code: string;
            /**
             * Description
             * @description Its terms.
             */
            description: string;
            /** Ends At */
            ends_at: string | null;
            /** Headline */
            headline: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Params
             * @description Free data for your app.
             */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Starts At */
            starts_at: string | null;
            /** Status */
            status: string;
        };
        /**
         * WebhookInput
         * @description A new webhook: which events are posted to which address.
         */
        WebhookInput: {
            /**
             * Active
             * @default true
             */
            active: boolean;
            /**
             * Events
             * @description Names of events, or `*` alone for every event.
             * @example [
             *       "code.assigned",
             *       "code.redeemed"
             *     ]
             */
            events: string[];
            /**
             * Name
             * @example Till system
             */
            name: string;
            /**
             * Url
             * Format: uri
             * @example https://shop.example/hooks/largesse
             */
            url: string;
        };
        /**
         * WebhookPage
         * @description A page of webhooks, newest first.
         */
        WebhookPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["WebhookView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * WebhookPatch
         * @description Changes of a webhook; what is left out stays. Switching it on forgets that it failed.
         */
        WebhookPatch: {
            /** Active */
            active?: boolean | null;
            /** Events */
            events?: string[] | null;
            /** Name */
            name?: string | null;
            /** Url */
            url?: string | null;
        };
        /**
         * WebhookSecret
         * @description A webhook with its secret, which is shown this once.
         */
        WebhookSecret: {
            /** Active */
            active: boolean;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Disabled At
             * @description When it was switched off by itself.
             */
            disabled_at: string | null;
            /** Events */
            events: string[];
            /**
             * Failing Since
             * @description Since when no delivery has succeeded; after five days it is switched off.
             */
            failing_since: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Old Secret Until
             * @description So long the secret before also signs.
             */
            old_secret_until: string | null;
            /**
             * Secret
             * @description As Standard Webhooks has it: `whsec_` and the base64 of the key. Keep it now.
             * @example whsec_c2Vj
             */
            secret: string;
            /** Url */
            url: string;
        };
        /**
         * WebhookSecretView
         * @description The key of the signatures on outgoing webhooks.
         */
        WebhookSecretView: {
            /**
             * Secret
             * @description As Standard Webhooks has it: `whsec_` and the base64 of the key.
             * @example whsec_c2Vj
             */
            secret: string;
        };
        /**
         * WebhookTestView
         * @description What the address answered to a test.
         */
        WebhookTestView: {
            /** Delivered */
            delivered: boolean;
            /**
             * Reason
             * @description Why it was not delivered, and what to change.
             */
            reason: string | null;
            /**
             * Status
             * @description HTTP status of the answer, if there was one.
             */
            status: number | null;
            /**
             * Type
             * @description The `type` of what was posted.
             * @default webhook.test
             * @constant
             */
            type: "webhook.test";
        };
        /**
         * WebhookView
         * @description A webhook without its secret.
         */
        WebhookView: {
            /** Active */
            active: boolean;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Disabled At
             * @description When it was switched off by itself.
             */
            disabled_at: string | null;
            /** Events */
            events: string[];
            /**
             * Failing Since
             * @description Since when no delivery has succeeded; after five days it is switched off.
             */
            failing_since: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Old Secret Until
             * @description So long the secret before also signs.
             */
            old_secret_until: string | null;
            /** Url */
            url: string;
        };
        /**
         * Weekdays
         * @description Today is one of these days of the week in the promotion's time zone.
         */
        Weekdays: {
            /**
             * Days
             * @description The days, each from midnight to midnight.
             * @example [
             *       "saturday",
             *       "sunday"
             *     ]
             */
            days: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "weekdays";
        };
        /**
         * WeeklyActivity
         * @description A new set every week: from this weekday and time of the workspace's time zone to the next one.
         */
        WeeklyActivity: {
            /**
             * Time
             * @description At this time of day.
             * @default 00:00
             * @example 06:00
             */
            time: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "weekly";
            /**
             * Weekday
             * @description When a week begins.
             * @example thursday
             * @enum {string}
             */
            weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
        };
        /**
         * WorkflowInput
         * @description A new workflow; its graph may still have faults.
         */
        WorkflowInput: {
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * @default {
             *       "edges": [],
             *       "nodes": []
             *     }
             */
            graph: components["schemas"]["Graph"];
            /**
             * Kind
             * @description Whether journeys are those of profiles.
             * @default profile
             * @enum {string}
             */
            kind: "profile" | "business";
            /** Name */
            name: string;
            /**
             * @default {
             *       "open_paths": 1,
             *       "trace": "automatic"
             *     }
             */
            settings: components["schemas"]["WorkflowSettings"];
        };
        /**
         * WorkflowPage
         * @description A page of workflows, newest first.
         */
        WorkflowPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["WorkflowView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * WorkflowPatch
         * @description Changes of a workflow; what is left out stays, and so does what was published.
         */
        WorkflowPatch: {
            /**
             * Based On
             * @description The `draft_tag` of the draft that was changed: when somebody else saved another one since, nothing is changed, and the answer is 409 `draft_changed`. Without it the last one wins.
             */
            based_on?: string | null;
            /** Description */
            description?: string | null;
            graph?: components["schemas"]["Graph"] | null;
            /** Kind */
            kind?: ("profile" | "business") | null;
            /** Name */
            name?: string | null;
            settings?: components["schemas"]["WorkflowSettings"] | null;
        };
        /**
         * WorkflowSettings
         * @description Limits and tracing of a workflow.
         */
        WorkflowSettings: {
            /** @description How often a profile may begin. */
            capping?: components["schemas"]["Capping"] | null;
            /**
             * Open Paths
             * @description Journeys that a profile may have open; null: any number.
             * @default 1
             */
            open_paths: number | null;
            /**
             * Trace
             * @description Of which journeys each step is kept: `automatic` keeps all of small runs and of those that begin with events, and one in a hundred of large runs.
             * @default automatic
             * @enum {string}
             */
            trace: "automatic" | "all" | "sample" | "off";
        };
        /**
         * WorkflowView
         * @description A workflow.
         */
        WorkflowView: {
            /** Active Version */
            active_version: number | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Description */
            description: string;
            /**
             * Draft Tag
             * @description Changes with the draft; for `based_on`.
             */
            draft_tag: string;
            /**
             * Graph
             * @description The draft.
             */
            graph: {
                [key: string]: unknown;
            };
            /**
             * Has Changes
             * @description Whether the draft differs from the version that runs.
             */
            has_changes: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "profile" | "business";
            /** @description The latest run that began. */
            last_run: components["schemas"]["RunSummary"] | null;
            /** Name */
            name: string;
            /**
             * Next Run At
             * @description When the next run begins by the clock.
             */
            next_run_at: string | null;
            /**
             * Problem Count
             * @description What keeps the draft from being published, as far as it shows itself.
             */
            problem_count: number;
            settings: components["schemas"]["WorkflowSettings"];
            /**
             * State
             * @enum {string}
             */
            state: "draft" | "active" | "paused" | "stopped";
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * WorkspaceKeyConnection
         * @description Calls this installation itself with one of the workspace's API keys.
         *
         *     It is sent nowhere else. What the calls may do are the permissions of the key.
         */
        WorkspaceKeyConnection: {
            /**
             * Key
             * Format: password
             * @description The key (`lk_...`) as it was shown when it was made. Kept encrypted.
             */
            key: string;
            /**
             * Key Id
             * @description Found from the key; what is sent here is ignored.
             */
            key_id?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "workspace_key";
        };
        /**
         * WorkspacePatch
         * @description Changes of the workspace; what is left out stays.
         */
        WorkspacePatch: {
            /**
             * Case Policy
             * @description Cannot change; another value than the present one is refused.
             */
            case_policy?: ("insensitive" | "sensitive") | null;
            /** Name */
            name?: string | null;
            /** Second Step Required */
            second_step_required?: boolean | null;
            /** Time Zone */
            time_zone?: string | null;
        };
        /**
         * WorkspaceView
         * @description A tenant.
         */
        WorkspaceView: {
            /**
             * Case Policy
             * @description Whether `spring` and `SPRING` are two codes; fixed for good when the workspace is made.
             * @enum {string}
             */
            case_policy: "insensitive" | "sensitive";
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Second Step Required
             * @description Whether every member needs a second step; one without it may do nothing but set it up.
             */
            second_step_required: boolean;
            /**
             * Time Zone
             * @description IANA name; schedules and days of reports follow it.
             */
            time_zone: string;
        };
        /**
         * ItemInput
         * @description An article or store; it replaces what has the same key.
         */
        largesse__catalogs__schemas__ItemInput: {
            /**
             * Attributes
             * @default {}
             */
            attributes: {
                [key: string]: string | boolean | number | null;
            };
            /**
             * Categories
             * @default []
             */
            categories: string[];
            /**
             * Currency
             * @description Of the price, which needs it.
             */
            currency?: string | null;
            /**
             * Key
             * @description SKU of the article, or your number of the store.
             * @example SKU-1
             */
            key: string;
            /**
             * Name
             * @default
             */
            name: string;
            /** Price */
            price?: number | null;
            /**
             * Product Id
             * @description The product of which it is a variant.
             */
            product_id?: string | null;
        };
        /**
         * Agreements
         * @description Booleans; "true", "false", 1 and 0 do as well, null resets.
         */
        largesse__compat__synerise__client_schemas__Agreements: {
            /** Bluetooth */
            bluetooth?: boolean | null;
            /** Email */
            email?: boolean | null;
            /** Push */
            push?: boolean | null;
            /** Rfid */
            rfid?: boolean | null;
            /** Sms */
            sms?: boolean | null;
            /** Webpush */
            webPush?: boolean | null;
            /** Wifi */
            wifi?: boolean | null;
        };
        /**
         * VoucherItem
         * @description A code as Synerise shows it; `expireIn` is a date.
         */
        largesse__compat__synerise__voucher_schemas__VoucherItem: {
            /** Assignedat */
            assignedAt: string | null;
            /** Clientid */
            clientId: number | null;
            /** Clientuuid */
            clientUuid: string | null;
            /** Code */
            code: string;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Expirein */
            expireIn: string | null;
            /**
             * Pooluuid
             * Format: uuid
             */
            poolUuid: string;
            /** Redeemat */
            redeemAt: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "UNASSIGNED" | "ASSIGNED" | "REDEEMED" | "CANCELED";
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
            /**
             * Uuid
             * Format: uuid
             */
            uuid: string;
        };
        /**
         * CampaignInput
         * @description A campaign: a container, or what customers redeem in one (a sub-campaign).
         */
        largesse__compat__vouchery__campaign_schemas__CampaignInput: {
            /**
             * Description
             * @default
             */
            description: string;
            /** Ends At */
            ends_at?: string | null;
            /**
             * Name
             * @example Spring sale
             */
            name: string;
            /**
             * Parent Id
             * @description Of a sub-campaign: its main campaign.
             */
            parent_id?: string | null;
            /** Starts At */
            starts_at?: string | null;
            /**
             * Status
             * @default inactive
             * @enum {string}
             */
            status: "active" | "inactive";
            /**
             * Template
             * @default discount
             * @enum {string}
             */
            template: "discount" | "loyalty" | "gift_card";
            /**
             * Triggers On
             * @description Other triggers are workflows here.
             * @default redemption
             * @constant
             */
            triggers_on: "redemption";
            /**
             * Type
             * @enum {string}
             */
            type: "MainCampaign" | "SubCampaign";
        };
        /**
         * CampaignPatch
         * @description Changes of a campaign; what is left out stays.
         */
        largesse__compat__vouchery__campaign_schemas__CampaignPatch: {
            /** Description */
            description?: string | null;
            /** Ends At */
            ends_at?: string | null;
            /** Name */
            name?: string | null;
            /** Starts At */
            starts_at?: string | null;
            /** Status */
            status?: ("active" | "inactive") | null;
        };
        /**
         * NewCustomer
         * @description The customer never ordered before.
         */
        largesse__compat__vouchery__campaign_schemas__NewCustomer: {
            /**
             * Type
             * @constant
             */
            type: "NewCustomer";
        };
        /**
         * VoucherItem
         * @description A voucher.
         */
        largesse__compat__vouchery__campaign_schemas__VoucherItem: {
            /** Active */
            active: boolean;
            /** Campaign Id */
            campaign_id: string | null;
            /** Code */
            code: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Customer Identifier */
            customer_identifier: string | null;
            /** Expires At */
            expires_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Status
             * @enum {string}
             */
            status: "created" | "distributed" | "redeemed" | "expired";
        };
        /**
         * ProductItem
         * @description A line of the order. `price` is that of one.
         */
        largesse__compat__vouchery__redemption_schemas__ProductItem: {
            /**
             * Categories
             * @description Names of categories and the tag in each.
             * @default {}
             */
            categories: {
                [key: string]: string;
            };
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Price
             * @description In major units, such as 12.99.
             */
            price: number | string;
            /** Product Identifier */
            product_identifier?: string | null;
            /**
             * Quantity
             * @default 1
             */
            quantity: number | string;
            /** Sku */
            sku?: string | null;
        };
        /**
         * RedemptionInput
         * @description A redemption in one step, or its first step: `confirmed` false holds the voucher for `ttl` minutes.
         */
        largesse__compat__vouchery__redemption_schemas__RedemptionInput: {
            /**
             * Additional Categories
             * @default {}
             */
            additional_categories: {
                [key: string]: string;
            };
            /**
             * Confirmed
             * @default true
             */
            confirmed: boolean;
            /** Customer Identifier */
            customer_identifier?: string | null;
            /**
             * Product Items
             * @default []
             */
            product_items: components["schemas"]["largesse__compat__vouchery__redemption_schemas__ProductItem"][];
            /** Shipping Cost */
            shipping_cost?: (number | string) | null;
            /** Total Transaction Cost */
            total_transaction_cost?: (number | string) | null;
            /** Transaction Id */
            transaction_id?: string | null;
            /**
             * Ttl
             * @description Minutes.
             * @default 30
             */
            ttl: number;
            /** User Agent */
            user_agent?: string | null;
        };
        /**
         * AllOf
         * @description All of these hold.
         */
        "largesse__profiles__conditions__groups__AllOf-Input": {
            /**
             * Conditions
             * @description The conditions.
             */
            conditions: components["schemas"]["Condition-Input"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "all";
        };
        /**
         * AllOf
         * @description All of these hold.
         */
        "largesse__profiles__conditions__groups__AllOf-Output": {
            /**
             * Conditions
             * @description The conditions.
             */
            conditions: components["schemas"]["Condition-Output"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "all";
        };
        /**
         * AnyOf
         * @description At least one of these holds.
         */
        "largesse__profiles__conditions__groups__AnyOf-Input": {
            /**
             * Conditions
             * @description The conditions.
             */
            conditions: components["schemas"]["Condition-Input"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "any";
        };
        /**
         * AnyOf
         * @description At least one of these holds.
         */
        "largesse__profiles__conditions__groups__AnyOf-Output": {
            /**
             * Conditions
             * @description The conditions.
             */
            conditions: components["schemas"]["Condition-Output"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "any";
        };
        /**
         * NotOf
         * @description This does not hold.
         */
        "largesse__profiles__conditions__groups__NotOf-Input": {
            /** @description The condition. */
            condition: components["schemas"]["Condition-Input"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "not";
        };
        /**
         * NotOf
         * @description This does not hold.
         */
        "largesse__profiles__conditions__groups__NotOf-Output": {
            /** @description The condition. */
            condition: components["schemas"]["Condition-Output"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "not";
        };
        /**
         * Agreements
         * @description By which ways the customer agreed to be reached; null: never said.
         */
        largesse__profiles__schemas__Agreements: {
            /** Bluetooth */
            bluetooth?: boolean | null;
            /** Email */
            email?: boolean | null;
            /** Push */
            push?: boolean | null;
            /** Rfid */
            rfid?: boolean | null;
            /** Sms */
            sms?: boolean | null;
            /** Web Push */
            web_push?: boolean | null;
            /** Wifi */
            wifi?: boolean | null;
        };
        /**
         * ProductItem
         * @description A material reward, such as a mug or a sample, that is handed over with the order; no price changes.
         */
        largesse__promotions__rewards__product_item__ProductItem: {
            /**
             * Name
             * @description What it is called, for your app.
             * @default
             */
            name: string;
            /**
             * Quantity
             * @description How many.
             * @default 1
             */
            quantity: number;
            /**
             * Sku
             * @description The article.
             * @example MUG-1
             */
            sku: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "product_item";
        };
        /**
         * NewCustomer
         * @description The customer never ordered before; orders that were returned whole do not count.
         */
        largesse__promotions__rules__new_customer__NewCustomer: {
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "new_customer";
        };
        /**
         * CampaignInput
         * @description A new campaign, which begins as a draft.
         */
        largesse__promotions__schemas__CampaignInput: {
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * Ends At
             * @description None of its promotions is good from this moment on.
             */
            ends_at?: string | null;
            /**
             * Limits
             * @description Measured over all its promotions; a budget is one on `discount`.
             * @default []
             */
            limits: components["schemas"]["Limit"][];
            /**
             * Metadata
             * @description Free data of yours.
             * @default {}
             */
            metadata: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Name
             * @example Spring sale
             */
            name: string;
            /**
             * Starts At
             * @description None of its promotions is good before.
             */
            starts_at?: string | null;
            /**
             * Tags
             * @description Words to find it by, and for rules.
             * @default []
             */
            tags: string[];
        };
        /**
         * CampaignPatch
         * @description Changes of a campaign; what is left out stays. Null takes a date away.
         */
        largesse__promotions__schemas__CampaignPatch: {
            /** Description */
            description?: string | null;
            /** Ends At */
            ends_at?: string | null;
            /** Limits */
            limits?: components["schemas"]["Limit"][] | null;
            /** Metadata */
            metadata?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Name */
            name?: string | null;
            /** Starts At */
            starts_at?: string | null;
            /** Tags */
            tags?: string[] | null;
        };
        /**
         * AllOf
         * @description All of these rules hold.
         *
         *     The reason told is that of the first rule that does not.
         */
        "largesse__promotions__tree__AllOf-Input": {
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Rules
             * @description The rules.
             */
            rules: components["schemas"]["AnyRule-Input"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "all";
        };
        /**
         * AllOf
         * @description All of these rules hold.
         *
         *     The reason told is that of the first rule that does not.
         */
        "largesse__promotions__tree__AllOf-Output": {
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Rules
             * @description The rules.
             */
            rules: components["schemas"]["AnyRule-Output"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "all";
        };
        /**
         * AnyOf
         * @description At least one of these rules holds.
         *
         *     When none does, the reason told is that of the first.
         */
        "largesse__promotions__tree__AnyOf-Input": {
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Rules
             * @description The rules.
             */
            rules: components["schemas"]["AnyRule-Input"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "any";
        };
        /**
         * AnyOf
         * @description At least one of these rules holds.
         *
         *     When none does, the reason told is that of the first.
         */
        "largesse__promotions__tree__AnyOf-Output": {
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /**
             * Rules
             * @description The rules.
             */
            rules: components["schemas"]["AnyRule-Output"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "any";
        };
        /**
         * NotOf
         * @description This rule does not hold.
         *
         *     What cannot be answered stays so: without a customer, "not in the audience" does not hold either.
         */
        "largesse__promotions__tree__NotOf-Input": {
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /** @description The rule. */
            rule: components["schemas"]["AnyRule-Input"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "not";
        };
        /**
         * NotOf
         * @description This rule does not hold.
         *
         *     What cannot be answered stays so: without a customer, "not in the audience" does not hold either.
         */
        "largesse__promotions__tree__NotOf-Output": {
            /**
             * Message
             * @description What the customer is told when this rule fails; instead of our own words.
             */
            message?: string | null;
            /** @description The rule. */
            rule: components["schemas"]["AnyRule-Output"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "not";
        };
        /**
         * ItemInput
         * @description A line of the cart. Say what one costs (`price`), or what the line costs (`amount`).
         */
        largesse__redemptions__asking__schemas__ItemInput: {
            /**
             * Amount
             * @description What the line costs before any discount; left out: price times quantity, rounded.
             */
            amount?: number | null;
            /**
             * Attributes
             * @description What rules and rewards select by, such as `brand`.
             */
            attributes?: {
                [key: string]: string | boolean | number | null;
            };
            /**
             * Categories
             * @description Categories it belongs to.
             * @default []
             */
            categories: string[];
            /**
             * Id
             * @description Your id of the line; its place (1, 2, ...) when it has none.
             */
            id?: string | null;
            /**
             * Name
             * @description Shown to staff.
             * @default
             */
            name: string;
            /**
             * Price
             * @description What one costs, in minor units.
             */
            price?: number | null;
            /**
             * Product Id
             * @description The product of which the article is a variant.
             * @default
             */
            product_id: string;
            /**
             * Quantity
             * @description How many, or how much of what is weighed: a number or a text, three decimals at most.
             * @default 1
             * @example 2
             * @example 0.350
             */
            quantity: number | string;
            /**
             * Reduced
             * @description Already reduced in price by the shop.
             * @default false
             */
            reduced: boolean;
            /**
             * Sku
             * @description The article.
             * @example TEA-100
             */
            sku: string;
        };
        /**
         * RedemptionView
         * @description A redemption, or a hold of one.
         */
        largesse__redemptions__schemas__RedemptionView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Currency */
            currency: string;
            /** Customer Id */
            customer_id: number | null;
            /** Discount */
            discount: number;
            /** Ended At */
            ended_at: string | null;
            /** Held Until */
            held_until: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Initial
             * @description What the lines cost before any discount.
             */
            initial: number;
            /** Metadata */
            metadata: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Order Id */
            order_id: string | null;
            /** Promotions */
            promotions: components["schemas"]["RedeemedPromotion"][];
            /** Redeemed At */
            redeemed_at: string | null;
            /**
             * Returned
             * @description Units taken back, by the line's id.
             */
            returned: {
                [key: string]: number;
            };
            /**
             * State
             * @enum {string}
             */
            state: "held" | "redeemed" | "rolled_back" | "cancelled" | "lapsed";
        };
        /**
         * WalletView
         * @description Everything a customer holds, what ends first standing first.
         */
        largesse__redemptions__wallet__schemas__WalletView: {
            /**
             * Codes
             * @description Codes that are assigned to the customer and still good, gift cards included.
             */
            codes: components["schemas"]["WalletCode"][];
            /**
             * Expiring
             * @description What ends within the days asked for, soonest first.
             */
            expiring: components["schemas"]["WalletExpiry"][];
            /**
             * Has More
             * @description There is more than fits: `/codes` and `/promotions` of the profile have the rest.
             */
            has_more: boolean;
            points: components["schemas"]["PointsView"];
            /** Profile Id */
            profile_id: number;
            /**
             * Promotions
             * @description Promotions the customer was given or has activated.
             */
            promotions: components["schemas"]["LifeView"][];
        };
        /**
         * RedemptionInput
         * @description The use of a code at a till or check-out.
         */
        largesse__vouchers__schemas__RedemptionInput: {
            /** Order Id */
            order_id?: string | null;
            /** @description Who uses it; a code assigned to somebody else is then refused. */
            profile?: components["schemas"]["Identifier"] | null;
        };
        /**
         * RedemptionView
         * @description A redeemed code.
         */
        largesse__vouchers__schemas__RedemptionView: {
            /** Code */
            code: string;
            /**
             * Pool Id
             * Format: uuid
             */
            pool_id: string;
            /** Profile Id */
            profile_id: number | null;
            /**
             * Redeemed At
             * Format: date-time
             */
            redeemed_at: string;
        };
        /**
         * WalletView
         * @description The codes a profile was given.
         */
        largesse__vouchers__wallet_api__WalletView: {
            /**
             * Items
             * @description The latest first, 1,000 at most, in whatever state.
             */
            items: components["schemas"]["CodeView"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listActors: {
        parameters: {
            query?: {
                /** @description Only these, such as `member:<id>` or `api_key:<id>`. */
                actor?: string[];
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActorPage"];
                };
            };
        };
    };
    listAiModels: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiModelPage"];
                };
            };
        };
    };
    trainAiModel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiModelInput"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    explainAiProfile: {
        parameters: {
            query?: {
                /** @description Promotions to tell of. */
                limit?: number;
                /** @description What they are ranked by. */
                objective?: "relevance" | "value" | "discover";
            };
            header?: never;
            path: {
                /** @description Number of the profile. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiProfileView"];
                };
            };
        };
    };
    listAlertRules: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRulePage"];
                };
            };
        };
    };
    createAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertRuleInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRuleView"];
                };
            };
        };
    };
    getAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the alert rule. */
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRuleView"];
                };
            };
        };
    };
    deleteAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the alert rule. */
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the alert rule. */
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertRulePatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRuleView"];
                };
            };
        };
    };
    listAudiences: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Part of the name. */
                name?: string | null;
                /** @description List the archived ones instead. */
                archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudiencePage"];
                };
            };
        };
    };
    createAudience: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AudienceInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudienceView"];
                };
            };
        };
    };
    countAudience: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AudienceCountInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudienceCount"];
                };
            };
        };
    };
    previewConditions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AudienceCountInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudiencePreview"];
                };
            };
        };
    };
    getAudience: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the audience. */
                audience_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudienceView"];
                };
            };
        };
    };
    archiveAudience: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the audience. */
                audience_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeAudience: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the audience. */
                audience_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AudiencePatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudienceView"];
                };
            };
        };
    };
    previewAudience: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the audience. */
                audience_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudiencePreview"];
                };
            };
        };
    };
    listAuditLog: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                object_type?: string | null;
                object_id?: string | null;
                /** @description Such as `member:<id>`, `api_key:<id>` or `system:system`. */
                actor?: string | null;
                /** @description Such as `pool.created`. */
                action?: string | null;
                /** @description Not before. */
                from?: string | null;
                /** @description Before. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
        };
    };
    drawBarcode: {
        parameters: {
            query?: {
                /** @description Format of the picture. */
                format?: "svg" | "png";
                /** @description Default: as the pool says, else QR_CODE. */
                type?: components["schemas"]["BarcodeType"] | null;
                /** @description Width of the narrowest bar in pixels. */
                scale?: number;
            };
            header?: never;
            path: {
                /** @description The code. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                    "image/svg+xml": string;
                };
            };
        };
    };
    listCampaigns: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Part of the name. */
                search?: string | null;
                /** @description Only those; archived ones are listed by it only. */
                status?: ("draft" | "active" | "paused" | "finished" | "archived") | null;
                /** @description Only those with this tag. */
                tag?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPage"];
                };
            };
        };
    };
    createCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["largesse__promotions__schemas__CampaignInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignView"];
                };
            };
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the campaign. */
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignView"];
                };
            };
        };
    };
    deleteCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the campaign. */
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the campaign. */
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["largesse__promotions__schemas__CampaignPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignView"];
                };
            };
        };
    };
    changeCampaignStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the campaign. */
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignStatusInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignView"];
                };
            };
        };
    };
    listVariants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FamiliesView"];
                };
            };
        };
    };
    listCatalogs: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogPage"];
                };
            };
        };
    };
    createCatalog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogView"];
                };
            };
        };
    };
    getCatalog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the catalogue. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogView"];
                };
            };
        };
    };
    deleteCatalog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the catalogue. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    importCatalogItems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the catalogue. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_importCatalogItems"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    listCatalogItems: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Part of the key or name. */
                search?: string | null;
            };
            header?: never;
            path: {
                /** @description Name of the catalogue. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemPage"];
                };
            };
        };
    };
    putCatalogItems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the catalogue. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemsInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsView"];
                };
            };
        };
    };
    getCatalogItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the catalogue. */
                name: string;
                /** @description Key of the item. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
        };
    };
    deleteCatalogItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the catalogue. */
                name: string;
                /** @description Key of the item. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listCodes: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description First characters. */
                prefix?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodePage"];
                };
            };
        };
    };
    getCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code, in any case the workspace allows. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeView"];
                };
            };
        };
    };
    cancelCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code, in any case the workspace allows. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeView"];
                };
            };
        };
    };
    redeemCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code, in any case the workspace allows. */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["largesse__vouchers__schemas__RedemptionInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["largesse__vouchers__schemas__RedemptionView"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionPage"];
                };
            };
        };
    };
    createConnection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionView"];
                };
            };
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the connection. */
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionView"];
                };
            };
        };
    };
    deleteConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the connection. */
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the connection. */
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionView"];
                };
            };
        };
    };
    testConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the connection. */
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionTestInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionTestView"];
                };
            };
        };
    };
    listEventWords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventWords"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Only events of this profile. */
                profile_id?: number | null;
                /** @description Only events of this name. */
                name?: string | null;
                /** @description Only events at or after. */
                from?: string | null;
                /** @description Only events before. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
        };
    };
    sendEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventReceipt"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventReceipt"];
                };
            };
        };
    };
    sendEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventBatchView"];
                };
            };
        };
    };
    uploadFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_uploadFile"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileView"];
                };
            };
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the file. */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileView"];
                };
            };
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the file. */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listFraudCases: {
        parameters: {
            query?: {
                /** @description Only of one of these states. */
                state?: ("open" | "confirmed" | "dismissed")[];
                /** @description Only about such subjects. */
                kind?: ("customer" | "code" | "staff") | null;
                /** @description Only raised by this signal. */
                signal?: string | null;
                /** @description Only about this subject; with `kind`. */
                subject?: string | null;
                /** @description `score`: the highest first; `decided_at`: only decided ones, the latest first. */
                order?: "score" | "decided_at";
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudCasePage"];
                };
            };
        };
    };
    getFraudCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the case. */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudCaseView"];
                };
            };
        };
    };
    decideFraudCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the case. */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudCaseView"];
                };
            };
        };
    };
    getFraudSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudSettings-Output"];
                };
            };
        };
    };
    saveFraudSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FraudSettings-Input"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudSettings-Output"];
                };
            };
        };
    };
    getGiftCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The card's code, in any case the workspace allows. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GiftCardView"];
                };
            };
        };
    };
    listGiftEntries: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: number | null;
            };
            header?: never;
            path: {
                /** @description The card's code, in any case the workspace allows. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GiftEntryPage"];
                };
            };
        };
    };
    createGiftEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The card's code, in any case the workspace allows. */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiftEntryInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GiftChangeView"];
                };
            };
        };
    };
    listHandbills: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Part of the name. */
                search?: string | null;
                /** @description Only those; archived ones are listed by it only. */
                status?: ("draft" | "published" | "paused" | "archived") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandbillPage"];
                };
            };
        };
    };
    createHandbill: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandbillInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandbillView"];
                };
            };
        };
    };
    getHandbill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the handbill. */
                handbill_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandbillView"];
                };
            };
        };
    };
    changeHandbill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the handbill. */
                handbill_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandbillPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandbillView"];
                };
            };
        };
    };
    getOwnHandbillSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the handbill. */
                handbill_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSetView"];
                };
            };
        };
    };
    precomputeHandbill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the handbill. */
                handbill_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    previewHandbill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the handbill. */
                handbill_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandbillPreviewInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandbillPreview"];
                };
            };
        };
    };
    getHandbillSetByIdentifier: {
        parameters: {
            query?: {
                /** @description Its UUID. */
                uuid?: string | null;
                /** @description Your own id of it. */
                custom_id?: string | null;
                /** @description Its e-mail address. */
                email?: string | null;
                /** @description Its phone number. */
                phone?: string | null;
            };
            header?: never;
            path: {
                /** @description Id of the handbill. */
                handbill_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandbillSetView"];
                };
            };
        };
    };
    getHandbillSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the handbill. */
                handbill_id: string;
                /** @description The profile's number in Largesse. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandbillSetView"];
                };
            };
        };
    };
    publishHandbill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the handbill. */
                handbill_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandbillPublicationView"];
                };
            };
        };
    };
    getHandbillResults: {
        parameters: {
            query?: {
                /** @description Count from this moment on; by default from each first exposure. */
                since?: string | null;
                /** @description Count before this moment; by default now. */
                until?: string | null;
            };
            header?: never;
            path: {
                /** @description Id of the personalised promotion. */
                handbill_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultsView"];
                };
            };
        };
    };
    changeHandbillStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the handbill. */
                handbill_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandbillStatusInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandbillView"];
                };
            };
        };
    };
    listHandbillVersions: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: number | null;
            };
            header?: never;
            path: {
                /** @description Id of the handbill. */
                handbill_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandbillVersionPage"];
                };
            };
        };
    };
    holdPromotions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedemptionAnswer"];
                };
            };
        };
    };
    cancelHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the redemption or hold. */
                redemption_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["largesse__redemptions__schemas__RedemptionView"];
                };
            };
        };
    };
    confirmHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the redemption or hold. */
                redemption_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmationInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["largesse__redemptions__schemas__RedemptionView"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Only such jobs. */
                kind?: string | null;
                /** @description Only jobs of these kinds. */
                kinds?: string[];
                /** @description Only jobs in these states. */
                state?: ("queued" | "running" | "succeeded" | "failed" | "cancelled")[];
                /** @description Only jobs on this object. */
                object_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    listRejectedRows: {
        parameters: {
            query?: {
                /** @description How many. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RejectedRows"];
                };
            };
        };
    };
    downloadRejections: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    downloadResult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPage"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKeyView"];
                };
            };
        };
    };
    getKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotationInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKeyView"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
        };
    };
    createMember: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
        };
    };
    changeOneself: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnMemberPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
        };
    };
    changeOwnPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPasswordInput"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnSecondStepInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesView"];
                };
            };
        };
    };
    beginSecondStep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnSecondStepInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondStepView"];
                };
            };
        };
    };
    confirmSecondStep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondStepCode"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesView"];
                };
            };
        };
    };
    removeOwnSecondStep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnSecondStepInput"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the member. */
                member_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
        };
    };
    changeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the member. */
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
        };
    };
    setMemberPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the member. */
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordInput"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    removeMemberSecondStep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the member. */
                member_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listMessageTemplates: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePage"];
                };
            };
        };
    };
    createMessageTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateView"];
                };
            };
        };
    };
    previewMailDraft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftPreviewInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewView"];
                };
            };
        };
    };
    getMessageTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message template. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateView"];
                };
            };
        };
    };
    deleteMessageTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message template. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeMessageTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message template. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplatePatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateView"];
                };
            };
        };
    };
    previewMessageTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message template. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewView"];
                };
            };
        };
    };
    listMessageTemplateRevisions: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: number | null;
            };
            header?: never;
            path: {
                /** @description Id of the message template. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionPage"];
                };
            };
        };
    };
    testMessageTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message template. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateTestInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestMailView"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Only messages in this state. */
                state?: ("queued" | "sent" | "failed" | "suppressed" | "bounced") | null;
                /** @description Only messages of this channel. */
                channel?: string | null;
                /** @description Only messages to this address. */
                recipient?: string | null;
                /** @description Only messages to this profile. */
                profile_id?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
        };
    };
    reportBounce: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BounceInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BounceView"];
                };
            };
        };
    };
    retryFailedMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetriesInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriesView"];
                };
            };
        };
    };
    retryMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message. */
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Only those of the profile of this number. */
                customer_id?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
        };
    };
    saveOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedOrders"];
                };
            };
        };
    };
    returnOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your id of the order. */
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    getOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverviewView"];
                };
            };
        };
    };
    getToday: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TodayView"];
                };
            };
        };
    };
    listPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionList"];
                };
            };
        };
    };
    listPools: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Part of the name. */
                search?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolPage"];
                };
            };
        };
    };
    createPool: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolView"];
                };
            };
        };
    };
    getPool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolView"];
                };
            };
        };
    };
    deletePool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changePool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolView"];
                };
            };
        };
    };
    assignCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignmentInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentView"];
                };
            };
        };
    };
    giveCodeBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
                /** @description The code, in any case the workspace allows. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    assignCodesInBulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkAssignmentInput"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    listPoolCodes: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Only codes in this state. */
                state?: ("unassigned" | "assigned" | "redeemed" | "cancelled") | null;
                /** @description First characters; then by code. */
                prefix?: string | null;
            };
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodePage"];
                };
            };
        };
    };
    addCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeView"];
                };
            };
        };
    };
    exportCodes: {
        parameters: {
            query?: {
                /** @description Only codes in this state. */
                state?: ("unassigned" | "assigned" | "redeemed" | "cancelled") | null;
                /** @description Put ' before cells that a spreadsheet would compute; turn off to re-import. */
                safe?: boolean;
                /** @description Begin with a byte order mark, by which Excel knows UTF-8. */
                bom?: boolean;
                /** @description Between the columns. */
                delimiter?: "," | ";" | "|" | "\t";
            };
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    generateCodes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerationInput"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    getPoolHistory: {
        parameters: {
            query?: {
                /** @description How many days back, today included. */
                days?: number;
            };
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolHistory"];
                };
            };
        };
    };
    previewImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_previewImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
        };
    };
    importCodes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_importCodes"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    undoImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the pool. */
                pool_id: string;
                /** @description Id of the import's or generation's job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    listProfileWords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileWords"];
                };
            };
        };
    };
    listProfiles: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: number | null;
                /** @description Those whose custom id, e-mail, phone or name begins so, and the one of this number or UUID. The best matches only: say more to see others. */
                q?: string | null;
                /** @description Only those of these numbers. */
                id?: number[];
                /** @description The profile with this UUID. */
                uuid?: string | null;
                /** @description The profile with this custom id. */
                custom_id?: string | null;
                /** @description The profile with this e-mail address. */
                email?: string | null;
                /** @description The profile with this phone number. */
                phone?: string | null;
                /** @description Only profiles with this tag. */
                tag?: string | null;
                /** @description Only profiles with this attribute: `name:value`; several are joined by and. */
                attribute?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfilePage"];
                };
            };
        };
    };
    saveProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
        };
    };
    saveProfiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileBatchView"];
                };
            };
        };
    };
    previewEventImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_previewEventImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
        };
    };
    importEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_importEvents"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    previewProfileImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_previewProfileImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
        };
    };
    importProfiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_importProfiles"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
        };
    };
    eraseProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfilePatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
        };
    };
    listProfileCodes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["largesse__vouchers__wallet_api__WalletView"];
                };
            };
        };
    };
    getPoints: {
        parameters: {
            query?: {
                /** @description How far ahead `expiring` looks. */
                days?: number;
            };
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PointsView"];
                };
            };
        };
    };
    listPointsEntries: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: number | null;
            };
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PointsEntryPage"];
                };
            };
        };
    };
    createPointsEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PointsEntryInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PointsChangeView"];
                };
            };
        };
    };
    listProfilePromotions: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Only those of this status. */
                status?: ("assigned" | "active" | "lapsed" | "redeemed" | "deactivated") | null;
            };
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LifePage"];
                };
            };
        };
    };
    assignPromotions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignmentsInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentsView"];
                };
            };
        };
    };
    getProfilePromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LifeView"];
                };
            };
        };
    };
    activatePromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LifeView"];
                };
            };
        };
    };
    deactivatePromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LifeView"];
                };
            };
        };
    };
    listReferrals: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReferralPage"];
                };
            };
        };
    };
    getWallet: {
        parameters: {
            query?: {
                /** @description How far ahead `expiring` looks. */
                days?: number;
            };
            header?: never;
            path: {
                /** @description The profile's number in Largesse. */
                profile_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["largesse__redemptions__wallet__schemas__WalletView"];
                };
            };
        };
    };
    getPromotionSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionSettingsView"];
                };
            };
        };
    };
    changePromotionSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionSettingsInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionSettingsView"];
                };
            };
        };
    };
    listPromotions: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Part of the name or code. */
                search?: string | null;
                /** @description Only those; archived ones are listed by it only. */
                status?: ("draft" | "active" | "hidden" | "paused" | "finished" | "archived") | null;
                /** @description Only those with this tag. */
                tag?: string | null;
                /** @description Only those of this campaign. */
                campaign_id?: string | null;
                /** @description Only the one of this code, archived or not. */
                code?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionPage"];
                };
            };
        };
    };
    createPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionView"];
                };
            };
        };
    };
    previewPromotionImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_previewPromotionImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
        };
    };
    listPromotionImports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
        };
    };
    importPromotions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_importPromotions"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    previewProducts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductPreviewInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductPreviewView"];
                };
            };
        };
    };
    listPromotionTags: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionTagPage"];
                };
            };
        };
    };
    createPromotionTag: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionTagInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionTagView"];
                };
            };
        };
    };
    deletePromotionTag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the tag. */
                tag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionView"];
                };
            };
        };
    };
    deletePromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changePromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionView"];
                };
            };
        };
    };
    backTestPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackTestInput"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    checkPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionCheckView"];
                };
            };
        };
    };
    copyPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PromotionCopyInput"] | null;
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionView"];
                };
            };
        };
    };
    publishPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PromotionPublicationInput"] | null;
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionView"];
                };
            };
        };
    };
    changePromotionStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionStatusInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionView"];
                };
            };
        };
    };
    tryPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrialInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationView"];
                };
            };
        };
    };
    listPromotionVersions: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: number | null;
            };
            header?: never;
            path: {
                /** @description Id of the promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionVersionPage"];
                };
            };
        };
    };
    listQualifications: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Number of the profile. */
                id?: number | null;
                /** @description UUID of the profile. */
                uuid?: string | null;
                /** @description Your id of the customer. */
                custom_id?: string | null;
                /** @description E-mail of the customer. */
                email?: string | null;
                /** @description Phone of the customer. */
                phone?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualificationPage"];
                };
            };
        };
    };
    qualifyCart: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QualificationInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualificationPage"];
                };
            };
        };
    };
    qualifyOwnCart: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnQualificationInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualificationPage"];
                };
            };
        };
    };
    listRecipientLists: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipientListPage"];
                };
            };
        };
    };
    createRecipientList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecipientListInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipientListView"];
                };
            };
        };
    };
    getRecipientList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the recipient list. */
                list_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipientListView"];
                };
            };
        };
    };
    deleteRecipientList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the recipient list. */
                list_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeRecipientList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the recipient list. */
                list_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecipientListPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipientListView"];
                };
            };
        };
    };
    listRedemptions: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Of this promotion. */
                promotion_id?: string | null;
                /** @description Whose. */
                custom_id?: string | null;
                /** @description Of this order. */
                order_id?: string | null;
                /** @description By this code. */
                code?: string | null;
                /** @description In this state. */
                state?: ("held" | "redeemed" | "rolled_back" | "cancelled" | "lapsed") | null;
                /** @description Of the profile of this number. */
                customer_id?: number | null;
                /** @description Asked for by this member of the staff. */
                member_id?: string | null;
                /** @description Made from this moment on. */
                since?: string | null;
                /** @description Made before this moment. */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedemptionPage"];
                };
            };
        };
    };
    redeemPromotions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionRedemptionInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedemptionAnswer"];
                };
            };
        };
    };
    getRedemption: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the redemption or hold. */
                redemption_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedemptionDetail"];
                };
            };
        };
    };
    rollBackRedemption: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the redemption or hold. */
                redemption_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollbackInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RollbackView"];
                };
            };
        };
    };
    listRejections: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Only for this reason. */
                reason?: string | null;
                /** @description Only of this code. */
                code?: string | null;
                /** @description Only of this promotion. */
                promotion_id?: string | null;
                /** @description Only of this campaign. */
                campaign_id?: string | null;
                /** @description Only of the profile of this number. */
                customer_id?: number | null;
                /** @description Only asked by this member of the staff. */
                member_id?: string | null;
                /** @description From this moment on. */
                since?: string | null;
                /** @description Before this moment. */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RejectionPage"];
                };
            };
        };
    };
    exportRejections: {
        parameters: {
            query?: {
                /** @description Put ' before cells that a spreadsheet would compute. */
                safe?: boolean;
                /** @description Begin with a byte order mark, by which Excel knows UTF-8. */
                bom?: boolean;
                /** @description Between the columns. */
                delimiter?: "," | ";" | "|" | "\t";
                /** @description Only for this reason. */
                reason?: string | null;
                /** @description Only of this code. */
                code?: string | null;
                /** @description Only of this promotion. */
                promotion_id?: string | null;
                /** @description Only of this campaign. */
                campaign_id?: string | null;
                /** @description Only of the profile of this number. */
                customer_id?: number | null;
                /** @description Only asked by this member of the staff. */
                member_id?: string | null;
                /** @description From this moment on. */
                since?: string | null;
                /** @description Before this moment. */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    summarizeRejections: {
        parameters: {
            query?: {
                /** @description Only for this reason. */
                reason?: string | null;
                /** @description Only of this code. */
                code?: string | null;
                /** @description Only of this promotion. */
                promotion_id?: string | null;
                /** @description Only of this campaign. */
                campaign_id?: string | null;
                /** @description Only of the profile of this number. */
                customer_id?: number | null;
                /** @description Only asked by this member of the staff. */
                member_id?: string | null;
                /** @description From this moment on. */
                since?: string | null;
                /** @description Before this moment. */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RejectionSummary"];
                };
            };
        };
    };
    reportCodes: {
        parameters: {
            query?: {
                /** @description The first day in the workspace's time zone; else 30 days in all. */
                first_day?: string | null;
                /** @description The last day, included; else today. */
                last_day?: string | null;
                /** @description Only of this campaign. */
                campaign_id?: string | null;
                /** @description Only of this promotion. */
                promotion_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeReport"];
                };
            };
        };
    };
    reportPoints: {
        parameters: {
            query?: {
                /** @description The first day in the workspace's time zone; else 30 days in all. */
                first_day?: string | null;
                /** @description The last day, included; else today. */
                last_day?: string | null;
                /** @description Only of this campaign. */
                campaign_id?: string | null;
                /** @description Only of this promotion. */
                promotion_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PointsReport"];
                };
            };
        };
    };
    reportPromotions: {
        parameters: {
            query?: {
                /** @description The first day in the workspace's time zone; else 30 days in all. */
                first_day?: string | null;
                /** @description The last day, included; else today. */
                last_day?: string | null;
                /** @description Only of this campaign. */
                campaign_id?: string | null;
                /** @description Only of this promotion. */
                promotion_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionReport"];
                };
            };
        };
    };
    reportRedemptions: {
        parameters: {
            query?: {
                /** @description The first day in the workspace's time zone; else 30 days in all. */
                first_day?: string | null;
                /** @description The last day, included; else today. */
                last_day?: string | null;
                /** @description Only of this campaign. */
                campaign_id?: string | null;
                /** @description Only of this promotion. */
                promotion_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedemptionReport"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleList"];
                };
            };
        };
    };
    searchEverything: {
        parameters: {
            query: {
                /** @description A code or an identifier of a customer, or how it begins; or a part of a name. */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchView"];
                };
            };
        };
    };
    listOwnSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSessionList"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
        };
    };
    signOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the session. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getSetUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetUpView"];
                };
            };
        };
    };
    setUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUpInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
        };
    };
    listSmsAccounts: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmsAccountPage"];
                };
            };
        };
    };
    createSmsAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SmsAccountInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmsAccountView"];
                };
            };
        };
    };
    deleteSmsAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the SMS account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    makeSmsAccountDefault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the SMS account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmsAccountView"];
                };
            };
        };
    };
    testSmsAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the SMS account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestTextInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestTextView"];
                };
            };
        };
    };
    listSmtpAccounts: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmtpAccountPage"];
                };
            };
        };
    };
    createSmtpAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SmtpAccountInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmtpAccountView"];
                };
            };
        };
    };
    deleteSmtpAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the e-mail account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    makeSmtpAccountDefault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the e-mail account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmtpAccountView"];
                };
            };
        };
    };
    testSmtpAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the e-mail account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestMailInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestMailView"];
                };
            };
        };
    };
    listSuppressions: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Only those of this channel. */
                channel?: ("email" | "sms") | null;
                /** @description Only those of this address. */
                address?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuppressionPage"];
                };
            };
        };
    };
    createSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuppressionInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuppressionView"];
                };
            };
        };
    };
    deleteSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the suppression. */
                suppression_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    previewTransformation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_previewTransformation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
        };
    };
    validateCart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValidationInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationView"];
                };
            };
        };
    };
    validateOwnCart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnValidationInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationView"];
                };
            };
        };
    };
    getWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecretView"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookPage"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookView"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookView"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Only deliveries in this state. */
                state?: ("queued" | "sent" | "failed" | "suppressed" | "bounced") | null;
            };
            header?: never;
            path: {
                /** @description Id of the webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                webhook_id: string;
                /** @description Id of the delivery. */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTestView"];
                };
            };
        };
    };
    listWorkflowTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippedPage"];
                };
            };
        };
    };
    listWorkflows: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Only the one of this name. */
                name?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowPage"];
                };
            };
        };
    };
    createWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkflowInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
        };
    };
    getWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
        };
    };
    deleteWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkflowPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
        };
    };
    checkWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckView"];
                };
            };
        };
    };
    getWorkflowCounts: {
        parameters: {
            query: {
                /** @description A published version. */
                version: number;
                /** @description How far back, in whole hours. */
                hours?: number;
            };
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionCounts"];
                };
            };
        };
    };
    listNodeJourneys: {
        parameters: {
            query: {
                /** @description A published version. */
                version: number;
                /** @description Id of the node. */
                node: string;
                /** @description Those that stand `here`, that `entered`, or that `failed` here. */
                at?: "here" | "entered" | "failed";
                /** @description How far back, in whole hours. */
                hours?: number;
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: number | null;
                /** @description Only those of this profile. */
                profile_id?: number | null;
            };
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JourneyPage"];
                };
            };
        };
    };
    pauseWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
        };
    };
    previewWorkflowNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NodePreviewInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodePreview"];
                };
            };
        };
    };
    publishWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
        };
    };
    resumeWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
        };
    };
    startRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
                /** @description Id of the run. */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
        };
    };
    listJourneys: {
        parameters: {
            query?: {
                /** @description Items on the page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: number | null;
                /** @description Only journeys in this state. */
                state?: ("ready" | "waiting" | "retry" | "ended" | "dead" | "stopped") | null;
                /** @description Only those of this profile. */
                profile_id?: number | null;
            };
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
                /** @description Id of the run. */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JourneyPage"];
                };
            };
        };
    };
    getJourney: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
                /** @description Id of the run. */
                run_id: string;
                /** @description Number of the journey. */
                journey_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JourneyPath"];
                };
            };
        };
    };
    listWorkflowSchedules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"][];
                };
            };
        };
    };
    stopWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
        };
    };
    testWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestView"];
                };
            };
        };
    };
    listWorkflowVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionPage"];
                };
            };
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceView"];
                };
            };
        };
    };
    changeWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspacePatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceView"];
                };
            };
        };
    };
}
