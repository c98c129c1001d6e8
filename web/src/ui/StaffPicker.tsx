import { Select } from "@mantine/core";
import { IconUserShield } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useActorNames, useActors } from "@/api/names";

const MEMBER = "member:";

interface StaffPickerProps {
  label: string;
  placeholder: string;
  /** The id of a member, or nothing. */
  value: string;
  onChange: (id: string) => void;
}

/** One of the members, by name; those who cannot sign in any more too. */
export function StaffPicker({ label, placeholder, value, onChange }: StaffPickerProps) {
  const { t } = useTranslation();
  const actors = useActors();
  const nameOf = useActorNames([value && MEMBER + value]);
  const options = actors
    .filter(({ actor }) => actor.startsWith(MEMBER))
    .map(({ actor, name, ended }) => ({ value: actor.slice(MEMBER.length), label: ended ? t("actors.ended", { name }) : name }));
  if (value && !options.some((option) => option.value === value)) options.unshift({ value, label: nameOf(MEMBER + value) });
  return (
    <Select
      label={label}
      placeholder={placeholder}
      leftSection={<IconUserShield size={16} aria-hidden />}
      data={options}
      value={value || null}
      onChange={(id) => onChange(id ?? "")}
      nothingFoundMessage={t("actors.none")}
      clearButtonProps={{ "aria-label": t("actors.clear") }}
      searchable
      clearable
    />
  );
}
