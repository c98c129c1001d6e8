import { NumberInput, PasswordInput, Select, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { changeConnection, type Connection, type ConnectionKind, connectionsQuery, createConnection } from "@/features/settings/settings";
import { tell } from "@/ui/changes";
import { type FaultOf, SendForm } from "@/ui/SendForm";

type Type = NonNullable<ConnectionKind["type"]>;
type Value = string | number | string[] | null;

interface Field {
  name: string;
  kind: "text" | "secret" | "long" | "number" | "list";
  optional?: boolean;
}

const ADDRESS: Field[] = [
  { name: "base_url", kind: "text" },
  { name: "allowed_hosts", kind: "list", optional: true },
];

/** What each kind of connection asks for. */
const FIELDS: Record<Type, Field[]> = {
  bearer: [...ADDRESS, { name: "token", kind: "secret" }],
  basic: [...ADDRESS, { name: "username", kind: "text" }, { name: "password", kind: "secret" }],
  header: [...ADDRESS, { name: "header", kind: "text" }, { name: "value", kind: "secret" }],
  workspace_key: [{ name: "key", kind: "secret" }],
  sftp: [
    { name: "host", kind: "text" },
    { name: "port", kind: "number" },
    { name: "host_key", kind: "text" },
    { name: "username", kind: "text" },
    { name: "password", kind: "secret", optional: true },
    { name: "private_key", kind: "long", optional: true },
  ],
};
const TYPES = Object.keys(FIELDS) as Type[];

export function ConnectionForm({ connection, onClose }: { connection: Connection | undefined; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const [name, setName] = useState(connection?.name ?? "");
  const [type, setType] = useState<Type>((connection?.type as Type | undefined) ?? "bearer");
  const [kind, setKind] = useState<Record<string, Value>>((connection?.kind ?? {}) as Record<string, Value>);
  const secrets = FIELDS[type].filter((field) => field.kind === "secret" || field.kind === "long");
  // Where a credential goes is changed together with the credential only; the name alone needs none.
  const whole = !connection || secrets.some((field) => kind[field.name]);
  const chosen = Object.fromEntries(FIELDS[type].map((field) => [field.name, kind[field.name]]).filter(([, value]) => value !== undefined && value !== "" && value !== null));
  const body = { type, ...chosen } as unknown as ConnectionKind;
  const send = () => (connection ? changeConnection(connection.id, { name, ...(whole && { kind: body }) }) : createConnection({ name, kind: body }));
  return (
    <SendForm
      fields={["name", ...FIELDS[type].map((field) => `kind/${type}/${field.name}`), ...FIELDS[type].map((field) => `kind/${field.name}`)]}
      submit={t(connection ? "save" : "add")}
      onCancel={onClose}
      send={send}
      done={(saved) => {
        tell(t(connection ? "changed" : "added", { name: saved.name }));
        void client.invalidateQueries({ queryKey: connectionsQuery.queryKey });
        onClose();
      }}
    >
      {(fault) => (
        <>
          <TextInput label={t("name")} required data-autofocus maxLength={200} value={name} error={fault("name")} onChange={(event) => setName(event.currentTarget.value)} />
          <Select
            label={t("connections.type")}
            description={t(`connections.typeHelp.${type}`)}
            inputWrapperOrder={["label", "input", "description", "error"]}
            allowDeselect={false}
            disabled={connection !== undefined}
            data={TYPES.map((value) => ({ value, label: t(`connections.types.${value}`) }))}
            value={type}
            onChange={(value) => value && setType(value as Type)}
          />
          {connection && (
            <Text fz="sm" c="dimmed">
              {t("connections.secretAgain")}
            </Text>
          )}
          {FIELDS[type].map((field) => (
            <OneField key={field.name} field={field} fault={(at) => fault(`kind/${type}/${at}`) ?? fault(`kind/${at}`)} required={!field.optional && (!connection || field.kind !== "secret")} value={kind[field.name] ?? ""} onChange={(value) => setKind((before) => ({ ...before, [field.name]: value }))} />
          ))}
        </>
      )}
    </SendForm>
  );
}

function OneField({ field, fault, required, value, onChange }: { field: Field; fault: FaultOf; required: boolean; value: Value; onChange: (value: Value) => void }) {
  const { t, i18n } = useTranslation("settings");
  const help = `connections.help.${field.name}`;
  const common = {
    label: t(`connections.fields.${field.name}`),
    description: i18n.exists(`settings:${help}`) ? t(help) : undefined,
    error: fault(field.name),
    required,
  };
  const text = typeof value === "string" ? value : "";
  if (field.kind === "number") return <NumberInput {...common} min={1} max={65535} allowDecimal={false} value={typeof value === "number" ? value : 22} onChange={(next) => onChange(Number(next))} />;
  if (field.kind === "list") return <TagsInput {...common} value={Array.isArray(value) ? value : []} onChange={onChange} />;
  if (field.kind === "long") return <Textarea {...common} autosize minRows={3} maxRows={8} className="lg-mono" value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
  if (field.kind === "secret") {
    return <PasswordInput {...common} autoComplete="new-password" visibilityToggleButtonProps={{ "aria-label": t("show"), tabIndex: 0 }} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  return <TextInput {...common} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
}
