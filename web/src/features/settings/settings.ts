import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, multipart, type Schemas } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";

export type Member = Schemas["MemberView"];
export type SmtpAccount = Schemas["SmtpAccountView"];
export type SmsAccount = Schemas["SmsAccountView"];
export type Connection = Schemas["ConnectionView"];
export type ConnectionKind = Schemas["ConnectionInput"]["kind"];
export type AlertRule = Schemas["AlertRuleView"];
export type Tag = Schemas["PromotionTagView"];
export type Catalog = Schemas["CatalogView"];
export type Item = Schemas["ItemView"];
export type ItemInput = Schemas["ItemsInput"]["items"][number];

// Each of these lists is short enough to be read whole.
const page = (cursor: string | undefined) => ({ params: { query: { limit: MOST, cursor } } });

export const membersQuery = queryOptions({ queryKey: ["members"], queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/members", page(cursor)))) });
export const smtpQuery = queryOptions({ queryKey: ["smtp-accounts"], queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/smtp-accounts", page(cursor)))) });
export const smsQuery = queryOptions({ queryKey: ["sms-accounts"], queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/sms-accounts", page(cursor)))) });
export const connectionsQuery = queryOptions({ queryKey: ["connections"], queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/connections", page(cursor)))) });
export const alertsQuery = queryOptions({ queryKey: ["alert-rules"], queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/alert-rules", page(cursor)))) });
export const tagsQuery = queryOptions({ queryKey: ["promotion-tags"], queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/promotions/tags", page(cursor)))) });
export const catalogsQuery = queryOptions({ queryKey: ["catalogs"], queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/catalogs", page(cursor)))) });
export const workspaceQuery = queryOptions({ queryKey: ["workspace"], queryFn: () => dataOf(api.GET("/v1/workspace")) });

export const changeWorkspace = (body: Schemas["WorkspacePatch"]) => dataOf(api.PATCH("/v1/workspace", { body }));

const member = (member_id: string) => ({ params: { path: { member_id } } });
export const createMember = (body: Schemas["MemberInput"]) => dataOf(api.POST("/v1/members", { body }));
export const changeMember = (id: string, body: Schemas["MemberPatch"]) => dataOf(api.PATCH("/v1/members/{member_id}", { ...member(id), body }));
export const setPassword = (id: string, password: string) => api.PUT("/v1/members/{member_id}/password", { ...member(id), body: { password } });
export const removeSecondStep = (id: string) => api.DELETE("/v1/members/{member_id}/second-step", member(id));

const account = (account_id: string) => ({ params: { path: { account_id } } });
export const createSmtp = (body: Schemas["SmtpAccountInput"]) => dataOf(api.POST("/v1/smtp-accounts", { body }));
export const deleteSmtp = (id: string) => api.DELETE("/v1/smtp-accounts/{account_id}", account(id));
export const defaultSmtp = (id: string) => dataOf(api.PUT("/v1/smtp-accounts/{account_id}/default", account(id)));
export const testSmtp = (id: string, to: string) => dataOf(api.POST("/v1/smtp-accounts/{account_id}/tests", { ...account(id), body: { to } }));
export const createSms = (body: Schemas["SmsAccountInput"]) => dataOf(api.POST("/v1/sms-accounts", { body }));
export const deleteSms = (id: string) => api.DELETE("/v1/sms-accounts/{account_id}", account(id));
export const defaultSms = (id: string) => dataOf(api.PUT("/v1/sms-accounts/{account_id}/default", account(id)));
export const testSms = (id: string, to: string, text: string) => dataOf(api.POST("/v1/sms-accounts/{account_id}/tests", { ...account(id), body: { to, text } }));

const connection = (connection_id: string) => ({ params: { path: { connection_id } } });
export const createConnection = (body: Schemas["ConnectionInput"]) => dataOf(api.POST("/v1/connections", { body }));
export const changeConnection = (id: string, body: Schemas["ConnectionPatch"]) => dataOf(api.PATCH("/v1/connections/{connection_id}", { ...connection(id), body }));
export const deleteConnection = (id: string) => api.DELETE("/v1/connections/{connection_id}", connection(id));
export const testConnection = (id: string, body: Schemas["ConnectionTestInput"]) => dataOf(api.POST("/v1/connections/{connection_id}/tests", { ...connection(id), body }));

const rule = (rule_id: string) => ({ params: { path: { rule_id } } });
export const createAlert = (body: Schemas["AlertRuleInput"]) => dataOf(api.POST("/v1/alert-rules", { body }));
export const changeAlert = (id: string, body: Schemas["AlertRulePatch"]) => dataOf(api.PATCH("/v1/alert-rules/{rule_id}", { ...rule(id), body }));
export const deleteAlert = (id: string) => api.DELETE("/v1/alert-rules/{rule_id}", rule(id));

export const createTag = (name: string) => dataOf(api.POST("/v1/promotions/tags", { body: { name } }));
export const deleteTag = (tag: string) => api.DELETE("/v1/promotions/tags/{tag}", { params: { path: { tag } } });

const catalog = (name: string) => ({ params: { path: { name } } });
export const createCatalog = (body: Schemas["CatalogInput"]) => dataOf(api.POST("/v1/catalogs", { body }));
export const deleteCatalog = (name: string) => api.DELETE("/v1/catalogs/{name}", catalog(name));
export const readItems = (name: string, query: { search?: string; cursor?: string; limit?: number }) => dataOf(api.GET("/v1/catalogs/{name}/items", { params: { path: { name }, query } }));
export const putItem = (name: string, item: ItemInput) => dataOf(api.PUT("/v1/catalogs/{name}/items", { ...catalog(name), body: { items: [item] } }));
export const deleteItem = (name: string, key: string) => api.DELETE("/v1/catalogs/{name}/items/{key}", { params: { path: { name, key } } });

export const importItems = (name: string, file: Blob, options: { currency?: string }) =>
  dataOf(api.POST("/v1/catalogs/{name}/imports", { ...catalog(name), body: multipart({ file, options: JSON.stringify(options) }) as never }));

export const readJobs = (query: { kind?: string; cursor?: string; limit?: number }) => dataOf(api.GET("/v1/jobs", { params: { query } }));
