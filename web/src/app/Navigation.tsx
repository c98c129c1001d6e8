import { Box, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { NAVIGATION } from "@/app/places";

export function Navigation() {
  const { t } = useTranslation("app");
  return (
    <Stack component="nav" aria-label={t("shell.places")} gap="md" p="sm">
      {NAVIGATION.map((group) => (
        <Box key={group.name}>
          <Text className="lg-nav-title" fz={11} fw={700} c="dimmed" px={10} pb={4}>
            {t(`nav.${group.name}`)}
          </Text>
          <Stack gap={2}>
            {group.places.map(({ to, name, icon: Icon }) => (
              <Link key={to} to={to} className="lg-nav-link" activeOptions={{ exact: to === "/", includeSearch: false }}>
                <Icon size={18} stroke={1.7} aria-hidden />
                {t(`nav.${name}`)}
              </Link>
            ))}
          </Stack>
        </Box>
      ))}
    </Stack>
  );
}
