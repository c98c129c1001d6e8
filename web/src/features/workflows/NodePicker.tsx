import { Group, Modal, SimpleGrid, Stack, Text, TextInput, ThemeIcon, Title, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { GROUPS, lookOf } from "@/canvas/looks";
import { useHelp } from "@/forms/help";
import type { Variant } from "@/forms/schema";
import { best } from "@/ui/best";

interface NodePickerProps {
  opened: boolean;
  title: string;
  variants: readonly Variant[];
  choose: (variant: Variant) => void;
  close: () => void;
}

/** All nodes by their group, each with what it does; typing narrows them. */
export function NodePicker({ opened, title, variants, choose, close }: NodePickerProps) {
  const { t } = useTranslation("workflows");
  const help = useHelp();
  const [typed, type] = useState("");
  const named = variants.map((variant) => ({
    variant,
    name: t(`nodes.${variant.type}.title`, { defaultValue: variant.title }),
    help: t(`nodes.${variant.type}.help`, { defaultValue: help(variant.help, variant.schema) ?? "" }),
  }));
  const wanted = typed.trim().toLowerCase();
  const shown = named.filter(({ name, help, variant }) => `${name} ${help} ${variant.title}`.toLowerCase().includes(wanted));
  const first = best(GROUPS.flatMap((group) => shown.filter(({ variant }) => variant.group === group)), typed);
  const leave = () => {
    type("");
    close();
  };
  const take = (variant: Variant) => {
    type("");
    choose(variant);
  };
  return (
    <Modal opened={opened} onClose={leave} returnFocus={false} title={title} size="xl" closeButtonProps={{ "aria-label": t("close") }}>
      <Stack>
        <TextInput
          data-autofocus
          aria-label={t("picker.find")}
          placeholder={t("picker.find")}
          leftSection={<IconSearch size={16} />}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && first) take(first.variant);
          }}
        />
        {GROUPS.map((group) => {
          const ofGroup = shown.filter(({ variant }) => variant.group === group);
          if (ofGroup.length === 0) return null;
          return (
            <Stack key={group} gap={6}>
              <Title order={3} fz="sm">
                {t(`groups.${group}`)}
              </Title>
              <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={6}>
                {ofGroup.map(({ variant, name, help }) => {
                  const { icon: Icon, color } = lookOf(variant.type, variant.group);
                  return (
                    <UnstyledButton key={variant.type} className="lg-pick" data-first={first?.variant === variant || undefined} onClick={() => take(variant)}>
                      <Group gap="sm" wrap="nowrap" align="flex-start">
                        <ThemeIcon variant="light" color={color} size={30}>
                          <Icon size={18} aria-hidden />
                        </ThemeIcon>
                        <div>
                          <Text fz="sm" fw={650}>
                            {name}
                          </Text>
                          <Text fz="xs" c="dimmed">
                            {help}
                          </Text>
                        </div>
                      </Group>
                    </UnstyledButton>
                  );
                })}
              </SimpleGrid>
            </Stack>
          );
        })}
        {shown.length === 0 && <Text c="dimmed">{t("picker.none")}</Text>}
      </Stack>
    </Modal>
  );
}
