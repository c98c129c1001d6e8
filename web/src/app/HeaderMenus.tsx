import { ActionIcon, Avatar, Group, Menu, Text, Tooltip, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconBook2, IconLanguage, IconLogout, IconMoon, IconSun, IconUserCog } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { signOut, useSession } from "@/api/session";
import { LANGUAGES, type Language, speak } from "@/i18n";
import { tellFailure } from "@/ui/Failure";

/** Language, light or dark, and who is signed in. */
export function HeaderMenus() {
  const { t, i18n } = useTranslation("app");
  const { member } = useSession();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const initials = (member.name || member.email).split(/[\s@.]+/).map((word) => word.charAt(0)).join("").slice(0, 2).toUpperCase();
  const leave = () => {
    signOut().then(() => navigate({ to: "/sign-in" }), tellFailure);
  };
  return (
    <Group gap={4} wrap="nowrap">
      <Menu position="bottom-end">
        <Tooltip label={t("shell.language")}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("shell.language")} visibleFrom="xs">
              <IconLanguage size={19} />
            </ActionIcon>
          </Menu.Target>
        </Tooltip>
        <Menu.Dropdown>
          {(Object.keys(LANGUAGES) as Language[]).map((language) => (
            <Menu.Item key={language} lang={language} fw={i18n.language === language ? 700 : 400} onClick={() => void speak(language)}>
              {LANGUAGES[language]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={t(dark ? "shell.light" : "shell.dark")}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t(dark ? "shell.light" : "shell.dark")}
          onClick={() => setColorScheme(dark ? "light" : "dark")}
        >
          {dark ? <IconSun size={19} /> : <IconMoon size={19} />}
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <UnstyledButton aria-label={t("shell.you", { initials, name: member.name || member.email })}>
            <Avatar color="indigo" radius="xl" size={34}>
              {initials}
            </Avatar>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text fz="xs" className="lg-words">
              {member.email}
            </Text>
          </Menu.Label>
          <Menu.Item leftSection={<IconUserCog size={16} />} component={Link} to="/account">
            {t("shell.account")}
          </Menu.Item>
          <Menu.Item leftSection={<IconBook2 size={16} />} component="a" href="/docs" target="_blank" rel="noreferrer">
            {t("shell.docs")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
            {t("shell.leave")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
