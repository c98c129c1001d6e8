import { Modal, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useHelp } from "@/forms/help";
import type { JsonSchema } from "@/forms/schema";
import { useNames } from "@/forms/widget";
import { best } from "@/ui/best";

export interface Choice {
  type: string;
  title: string;
  group: string | null;
  help: string;
  schema?: JsonSchema;
}

interface VariantPickerProps {
  title: string;
  opened: boolean;
  onClose: () => void;
  choices: readonly Choice[];
  onPick: (type: string) => void;
}

/** What can be added, by groups, each with a line that says what it does. */
export function VariantPicker({ title, opened, onClose, choices, onPick }: VariantPickerProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg">
      {opened && <Choices choices={choices} onPick={onPick} />}
    </Modal>
  );
}

function Choices({ choices, onPick }: Pick<VariantPickerProps, "choices" | "onPick">) {
  const { t, i18n } = useTranslation("forms");
  const names = useNames();
  const help = useHelp();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = choices
    .map((choice) => ({ ...choice, name: names.variant(choice.type, choice.title), line: help(choice.help, choice.schema) ?? "" }))
    .filter(({ name, line, type }) => `${name} ${line} ${type}`.toLowerCase().includes(wanted));
  const groups = [...new Set(found.map(({ group }) => group ?? ""))];
  const first = best(found, search) ?? found[0];
  return (
    <Stack gap="sm">
      <TextInput data-autofocus aria-label={t("find")} placeholder={t("find")} leftSection={<IconSearch size={16} />} value={search} onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && first) onPick(first.type);
        }}
      />
      {found.length === 0 && <Text c="dimmed" fz="sm">{t("nothing")}</Text>}
      {groups.map((group) => (
        <div key={group} role="group" aria-label={groupName(group)}>
          {group !== "" && <Text fz="xs" fw={700} c="dimmed" mb={4}>{groupName(group)}</Text>}
          <div className="lg-choices">
            {found.filter((choice) => (choice.group ?? "") === group).map((choice) => (
              <UnstyledButton key={choice.type} className="lg-choice" data-first={(search !== "" && choice === first) || undefined} onClick={() => onPick(choice.type)}>
                <Text fz="sm" fw={600}>{choice.name}</Text>
                <Text fz="xs" c="dimmed" lineClamp={2}>{choice.line}</Text>
              </UnstyledButton>
            ))}
          </div>
        </div>
      ))}
    </Stack>
  );

  function groupName(group: string): string {
    return i18n.exists(`forms:groups.${group}`) ? t(`groups.${group}`) : group;
  }
}
