import { Button, Container } from "@mantine/core";
import { IconCompass } from "@tabler/icons-react";
import { Link, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";

/** A page that could not be shown. */
export function Broken({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <Container size="sm" py="xl">
      <Failure error={error} retry={() => void router.invalidate()} />
    </Container>
  );
}

/** An address without a page. */
export function Lost() {
  const { t } = useTranslation("app");
  return (
    <Container component="main" size="sm">
    <Empty
      icon={IconCompass}
      title={t("lost.title")}
      heading
      action={
        <Button component={Link} to="/" mt="sm">
          {t("lost.home")}
        </Button>
      }
    >
      {t("lost.text")}
    </Empty>
    </Container>
  );
}
