import { Card, Group, SegmentedControl, Stack, Switch, TextInput } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { CodeField } from "@/features/messages/CodeField";
import { InsertMenu } from "@/features/messages/InsertMenu";
import { BEGINNINGS, type Draft, type Format } from "@/features/messages/templates";
import { Failure } from "@/ui/Failure";

interface TemplateFieldsProps {
  name: string;
  setName: (name: string) => void;
  draft: Draft;
  setDraft: (patch: Partial<Draft>) => void;
  /** What saving was refused for. */
  error: unknown;
  /** Names of the sample event's params. */
  params: string[];
  readOnly: boolean;
}

type Part = "subject" | "html" | "text";

interface Faults {
  name?: string | undefined;
  subject?: string | undefined;
  html?: string | undefined;
  text?: string | undefined;
  line?: number | undefined;
  /** Whether it is about none of the fields. */
  elsewhere: boolean;
}

function faultsOf(error: unknown): Faults {
  if (!(error instanceof Problem)) return { elsewhere: error !== null };
  const name = error.at("name") ?? (error.code === "message_template_exists" ? error.detail : undefined);
  const found = { name, subject: error.at("subject"), html: error.at("html"), text: error.at("text") };
  const line = typeof error.facts.line === "number" ? error.facts.line : undefined;
  return { ...found, line, elsewhere: Object.values(found).every((fault) => fault === undefined) };
}

/** What the mail says: subject, HTML or MJML, and the text for programs that show no HTML. */
export function TemplateFields({ name, setName, draft, setDraft, error, params, readOnly }: TemplateFieldsProps) {
  const { t } = useTranslation("messages");
  const subject = useRef<HTMLInputElement>(null);
  const html = useRef<HTMLTextAreaElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const last = useRef<Part>("html");
  const faults = faultsOf(error);
  const insert = (added: string) => {
    const field = { subject, html, text }[last.current].current;
    const part = field === null ? "html" : last.current;
    const value = draft[part] ?? "";
    const from = field?.selectionStart ?? value.length;
    const to = field?.selectionEnd ?? value.length;
    setDraft({ [part]: value.slice(0, from) + added + value.slice(to) });
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + added.length, from + added.length);
    });
  };
  const begins = (Object.keys(BEGINNINGS) as Format[]).find((format) => BEGINNINGS[format] === draft.html);
  return (
    <Card component="section" aria-label={t("templates.mail")}>
      <Stack>
        {faults.elsewhere && <Failure error={error} />}
        <TextInput label={t("columns.name")} description={t("templates.nameHelp")} required value={name} readOnly={readOnly} onChange={(event) => setName(event.currentTarget.value)} error={faults.name} />
        <TextInput
          ref={subject}
          label={t("templates.subject")}
          placeholder="A code for you, {{ customer.firstname|default('friend') }}"
          required
          value={draft.subject}
          readOnly={readOnly}
          onFocus={() => (last.current = "subject")}
          onChange={(event) => setDraft({ subject: event.currentTarget.value })}
          error={faults.subject}
        />
        <Group justify="space-between">
          <SegmentedControl
            size="xs"
            aria-label={t("templates.format")}
            value={draft.format}
            readOnly={readOnly}
            onChange={(value) => {
              const format = value as Format;
              setDraft({ format, ...(begins && { html: BEGINNINGS[format] }) });
            }}
            data={[
              { value: "html", label: "HTML" },
              { value: "mjml", label: "MJML" },
            ]}
          />
          {!readOnly && <InsertMenu insert={insert} params={params} />}
        </Group>
        <CodeField
          label={t(`templates.bodies.${draft.format}`)}
          value={draft.html}
          onChange={(value) => setDraft({ html: value })}
          error={faults.html}
          wrongLine={faults.html ? faults.line : undefined}
          field={html}
          onFocus={() => (last.current = "html")}
          readOnly={readOnly}
        />
        <Switch
          label={t("templates.ownText")}
          description={t("templates.ownTextHelp")}
          checked={draft.text !== null}
          disabled={readOnly}
          onChange={(event) => setDraft({ text: event.currentTarget.checked ? "" : null })}
        />
        {draft.text !== null && (
          <CodeField
            label={t("templates.text")}
            value={draft.text}
            onChange={(value) => setDraft({ text: value })}
            error={faults.text}
            wrongLine={faults.text ? faults.line : undefined}
            field={text}
            onFocus={() => (last.current = "text")}
            readOnly={readOnly}
          />
        )}
      </Stack>
    </Card>
  );
}
