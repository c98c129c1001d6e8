import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";

export type Template = Schemas["TemplateView"];
export type Summary = Schemas["TemplateSummary"];
export type Revision = Schemas["TemplateRevisionView"];
export type Preview = Schemas["PreviewView"];
export type Format = Template["format"];

/** What a mail says. */
export interface Draft {
  subject: string;
  html: string;
  format: Format;
  /** Null: made from the HTML. */
  text: string | null;
}

/** For whom a mail is shown, and what happened before. */
export interface Setting {
  customer: string;
  event: string;
  params: string;
}

export const templatesQuery = queryOptions({
  queryKey: ["message-templates", "list"],
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/message-templates", { params: { query: { limit: MOST, cursor } } }))),
});

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ["message-templates", "one", id],
    queryFn: () => dataOf(api.GET("/v1/message-templates/{template_id}", { params: { path: { template_id: id } } })),
  });

export const revisionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["message-templates", "revisions", id],
    queryFn: () => dataOf(api.GET("/v1/message-templates/{template_id}/revisions", { params: { path: { template_id: id }, query: { limit: 50 } } })),
  });

/** The customer and the event of a setting, as the API takes them; params that are no JSON are left out. */
export function askedFor({ customer, event, params }: Setting): Schemas["PreviewInput"] {
  return {
    profile: customer ? { id: Number(customer) } : null,
    event: event.trim() ? { name: event.trim(), params: readParams(params) ?? {} } : null,
  };
}

export function readParams(text: string): Record<string, never> | undefined {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, never>) : undefined;
  } catch {
    return undefined;
  }
}

/** How a draft comes out for one customer; what was shown before stays until the new one is there. */
export const previewQuery = (draft: Draft, setting: Setting) =>
  queryOptions({
    queryKey: ["message-templates", "preview", draft, setting],
    enabled: draft.subject.trim() !== "" && draft.html.trim() !== "",
    staleTime: 60_000,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => dataOf(api.POST("/v1/message-templates/previews", { body: { ...draft, ...askedFor(setting) }, signal })),
  });

export function saveTemplate(id: string | undefined, body: Draft & { name: string }): Promise<Template> {
  return id === undefined
    ? dataOf(api.POST("/v1/message-templates", { body }))
    : dataOf(api.PATCH("/v1/message-templates/{template_id}", { params: { path: { template_id: id } }, body }));
}

export const deleteTemplate = (id: string) => api.DELETE("/v1/message-templates/{template_id}", { params: { path: { template_id: id } } });

export const sendTest = (id: string, to: string, setting: Setting) =>
  dataOf(api.POST("/v1/message-templates/{template_id}/tests", { params: { path: { template_id: id } }, body: { to, ...askedFor(setting) } }));

/** How a new mail begins. */
export const BEGINNINGS: Record<Format, string> = {
  html: `<html>
  <body style="font-family: sans-serif; max-width: 600px; margin: 0 auto">
    <h1>Hello {{ customer.firstname|default('friend') }}</h1>
    <p>There is something for you.</p>
    <p><a href="{{ unsubscribe_url }}">No more of these mails</a></p>
  </body>
</html>
`,
  mjml: `<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text font-size="24px">Hello {{ customer.firstname|default('friend') }}</mj-text>
        <mj-text>There is something for you.</mj-text>
        <mj-text><a href="{{ unsubscribe_url }}">No more of these mails</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`,
};
