import { Alert, SegmentedControl, SimpleGrid, Stack, Text, useMantineColorScheme } from "@mantine/core";
import { IconShieldLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import { NameCard } from "@/features/account/NameCard";
import { PasswordCard } from "@/features/account/PasswordCard";
import { SecondStepCard } from "@/features/account/SecondStepCard";
import { SessionsCard } from "@/features/account/SessionsCard";
import { LANGUAGES, type Language, speak } from "@/i18n";
import { Page } from "@/ui/Page";
import { Part } from "@/ui/Part";

export default function AccountPage() {
  const { t } = useTranslation("account");
  const { member, second_step_due } = useSession();
  return (
    <Page title={t("title")} lead={member.email} call={{ path: "/v1/sessions/current", operation: "getSession", tag: "sessions" }}>
      {second_step_due && (
        <Alert color="orange" variant="light" icon={<IconShieldLock />} title={t("due.title")}>
          {t("due.text")}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Stack>
          <NameCard />
          <PasswordCard />
          <TasteCard />
        </Stack>
        <Stack>
          <SecondStepCard />
          <SessionsCard />
        </Stack>
      </SimpleGrid>
    </Page>
  );
}

function TasteCard() {
  const { t, i18n } = useTranslation("account");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Part title={t("taste.title")} lead={t("taste.lead")}>
      <div>
        <Text fz="sm" fw={500} mb={4} id="own-language">
          {t("taste.language")}
        </Text>
        <SegmentedControl
          aria-labelledby="own-language"
          value={i18n.language}
          onChange={(language) => void speak(language as Language)}
          data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label: <span lang={value}>{label}</span> }))}
        />
      </div>
      <div>
        <Text fz="sm" fw={500} mb={4} id="own-colours">
          {t("taste.colours")}
        </Text>
        <SegmentedControl
          aria-labelledby="own-colours"
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as "auto" | "light" | "dark")}
          data={["auto", "light", "dark"].map((value) => ({ value, label: t(`taste.${value}`) }))}
        />
      </div>
    </Part>
  );
}
