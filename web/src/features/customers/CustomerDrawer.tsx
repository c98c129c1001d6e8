import { Drawer, Fieldset, Group, SegmentedControl, SimpleGrid, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { nameOf, type Profile } from "@/api/names";
import { Problem } from "@/api/problem";
import { AttributeRows } from "@/features/customers/AttributeRows";
import { difference, rowsOf, valueOf } from "@/features/customers/attributes";
import { type Agreement, AGREEMENTS, changeCustomer, saveCustomer, useCustomerChange } from "@/features/customers/customers";
import { ActionButton } from "@/ui/ActionButton";
import { Failure } from "@/ui/Failure";

const NAMES = ["custom_id", "email", "phone"] as const;
const PERSON = ["firstname", "lastname"] as const;
type Answer = "yes" | "no" | "never";

interface CustomerDrawerProps {
  /** The customer to change; nobody for a new one. */
  profile?: Profile;
  onClose: () => void;
  onSaved?: (profile: Profile) => void;
}

/** Identifiers, name, tags, agreements and free properties of a customer. */
export function CustomerDrawer({ profile, onClose, onSaved }: CustomerDrawerProps) {
  const { t } = useTranslation("customers");
  const form = useCustomerForm(profile);
  const save = useCustomerChange(async () => {
    if (profile) return { profile: await changeCustomer(profile.id, form.patch(profile)), isNew: false };
    return saveCustomer(form.input());
  });
  const problem = save.error instanceof Problem ? save.error : undefined;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (form.why) return;
    save.mutate(undefined, {
      onSuccess: (saved) => {
        const text = profile ? "form.changed" : saved.isNew ? "form.created" : "form.wasThere";
        notifications.show({ color: "teal", message: t(text, { name: nameOf(saved.profile) }) });
        onClose();
        onSaved?.(saved.profile);
      },
    });
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={profile ? t("form.change", { name: nameOf(profile) }) : t("form.new")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form onSubmit={submit}>
        <Stack>
          {save.error && <Failure error={save.error} />}
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            {PERSON.map((name) => (
              <TextInput key={name} label={t(`fields.${name}`)} value={form.person[name]} maxLength={200} onChange={(event) => form.setPerson({ ...form.person, [name]: event.currentTarget.value })} />
            ))}
          </SimpleGrid>
          <Fieldset legend={t("form.identifiers")}>
            <Stack gap="xs">
              <Text fz="sm" c="dimmed">
                {t(profile ? "form.identifiersChange" : "form.identifiersNew")}
              </Text>
              {NAMES.map((name) => (
                <TextInput
                  key={name}
                  label={t(`fields.${name}`)}
                  type={name === "email" ? "email" : name === "phone" ? "tel" : "text"}
                  value={form.names[name]}
                  error={problem?.at(name)}
                  maxLength={name === "phone" ? 32 : 254}
                  onChange={(event) => form.setNames({ ...form.names, [name]: event.currentTarget.value })}
                />
              ))}
            </Stack>
          </Fieldset>
          <TagsInput label={t("fields.tags")} description={t("form.tagsHelp")} value={form.tags} onChange={form.setTags} error={problem?.at("tags")} clearable clearButtonProps={{ "aria-label": t("form.clearTags") }} />
          <Fieldset legend={t("form.agreements")}>
            <Stack gap="xs">
              {AGREEMENTS.map((channel) => (
                <Group key={channel} justify="space-between" gap="xs">
                  <Text fz="sm">{t(`channels.${channel}`)}</Text>
                  <SegmentedControl
                    size="xs"
                    aria-label={t(`channels.${channel}`)}
                    value={form.agreements[channel]}
                    onChange={(answer) => form.setAgreements({ ...form.agreements, [channel]: answer as Answer })}
                    data={(["yes", "no", "never"] as const).map((value) => ({ value, label: t(`consent.${value}`) }))}
                  />
                </Group>
              ))}
            </Stack>
          </Fieldset>
          <AttributeRows rows={form.rows} onChange={form.setRows} error={problem?.at("attributes")} />
          <Group justify="flex-end">
            <ActionButton variant="default" onClick={onClose}>
              {t("cancel")}
            </ActionButton>
            <ActionButton type="submit" why={form.why && t(form.why)} loading={save.isPending}>
              {t(profile ? "save" : "form.create")}
            </ActionButton>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

function useCustomerForm(profile: Profile | undefined) {
  const [names, setNames] = useState({ custom_id: profile?.custom_id ?? "", email: profile?.email ?? "", phone: profile?.phone ?? "" });
  const [person, setPerson] = useState({ firstname: textOf(profile, "firstname"), lastname: textOf(profile, "lastname") });
  const [tags, setTags] = useState(profile?.tags ?? []);
  const [agreements, setAgreements] = useState(() => answersOf(profile));
  const [rows, setRows] = useState(() => rowsOf(profile?.attributes ?? {}, PERSON));
  const why = whyNot(names, rows, profile !== undefined);

  const attributes = () => {
    const given = Object.fromEntries(rows.map((row) => [row.name.trim(), valueOf(row)]));
    for (const name of PERSON) if (person[name].trim()) given[name] = person[name].trim();
    return given;
  };
  const agreed = () =>
    Object.fromEntries(
      AGREEMENTS.filter((channel) => agreements[channel] !== answersOf(profile)[channel]).map((channel) => [channel, agreements[channel] === "never" ? null : agreements[channel] === "yes"]),
    );
  const given = () => Object.fromEntries(NAMES.filter((name) => names[name].trim()).map((name) => [name, names[name].trim()]));
  const input = () => ({ ...given(), attributes: attributes() as never, agreements: agreed(), tags, remove_tags: [] });
  const patch = (before: Profile) => ({
    ...Object.fromEntries(NAMES.filter((name) => names[name].trim() !== (before[name] ?? "")).map((name) => [name, names[name].trim() || null])),
    attributes: difference(before.attributes, attributes()) as never,
    agreements: agreed(),
    tags: tags.filter((tag) => !before.tags.includes(tag)),
    remove_tags: before.tags.filter((tag) => !tags.includes(tag)),
  });
  return { names, setNames, person, setPerson, tags, setTags, agreements, setAgreements, rows, setRows, why, input, patch };
}

function textOf(profile: Profile | undefined, name: string): string {
  const value = profile?.attributes[name];
  return value === undefined || value === null ? "" : String(value);
}

function answersOf(profile: Profile | undefined): Record<Agreement, Answer> {
  const told = profile?.agreements ?? {};
  return Object.fromEntries(AGREEMENTS.map((channel) => [channel, channel in told ? (told[channel] ? "yes" : "no") : "never"])) as Record<Agreement, Answer>;
}

/** The key of the sentence that says why the form cannot be sent. */
function whyNot(names: Record<string, string>, rows: ReturnType<typeof rowsOf>, exists: boolean): string | undefined {
  if (!exists && Object.values(names).every((value) => !value.trim())) return "form.whyNobody";
  const called = rows.map((row) => row.name.trim());
  if (called.some((name) => name === "")) return "form.whyNoName";
  if (new Set(called).size !== called.length) return "form.whyTwice";
  return rows.some((row) => valueOf(row) === undefined) ? "form.whyValue" : undefined;
}
