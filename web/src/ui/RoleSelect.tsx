import { Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import { roleOf, rolesQuery } from "@/ui/permissions";

/** Presets of permissions; one that the reader does not hold whole is not his to give. */
export function RoleSelect({ value, onChange }: { value: readonly string[]; onChange: (value: string[]) => void }) {
  const { t } = useTranslation("permissions");
  const { member } = useSession();
  const { data: roles } = useQuery(rolesQuery);
  const held = new Set(member.permissions);
  const chosen = value.length === 0 ? "none" : (roleOf(value, roles ?? [])?.name ?? "own");
  const label = (name: string) => t(`roles.${name}.title`);
  const data = [
    { value: "none", label: label("none") },
    ...(roles ?? []).map((role) => ({ value: role.name, label: label(role.name), disabled: !role.permissions.every((name) => held.has(name)) })),
    ...(chosen === "own" ? [{ value: "own", label: t("roles.own.title", { count: value.length }) }] : []),
  ];
  return (
    <Select
      label={t("role")}
      description={t(`roles.${chosen}.help`)}
      inputWrapperOrder={["label", "input", "description", "error"]}
      allowDeselect={false}
      data={data}
      value={chosen}
      onChange={(name) => {
        if (name === "none") onChange([]);
        const role = roles?.find((item) => item.name === name);
        if (role) onChange([...role.permissions]);
      }}
      renderOption={({ option }) => (
        <div>
          <Text fz="sm">{option.label}</Text>
          <Text fz="xs" c="dimmed">
            {t(`roles.${option.value}.help`)}
          </Text>
        </div>
      )}
    />
  );
}

/** What a member or key may do in a word: the preset's name, or how many permissions were chosen. */
export function useRoleName(): (permissions: readonly string[]) => string {
  const { t } = useTranslation("permissions");
  const { data: roles } = useQuery(rolesQuery);
  return (permissions) => {
    if (permissions.length === 0) return t("roles.none.title");
    const role = roleOf(permissions, roles ?? []);
    return role ? t(`roles.${role.name}.title`) : t("roles.own.title", { count: permissions.length });
  };
}
