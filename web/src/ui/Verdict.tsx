import { Group, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { ruleName, saidReason, saidValue } from "@/ui/reasons";

/** A rule's answer with those of its parts, as validations and rejections tell it. */
export interface Explanation {
  rule: string;
  passed: boolean;
  reason: string;
  observed?: unknown;
  needed?: unknown;
  missing?: number | null;
  message?: string | null;
  parts?: Explanation[];
}

/** Why a promotion applied or not, rule by rule and in words. */
export function Verdict({ explanation, currency }: { explanation: Explanation; currency: string }) {
  return (
    <Stack gap={6} component="ul" className="lg-verdict">
      <Rule explanation={explanation} currency={currency} />
    </Stack>
  );
}

function Rule({ explanation, currency }: { explanation: Explanation; currency: string }) {
  const { t } = useTranslation("reasons");
  const { rule, passed, reason, parts = [] } = explanation;
  const isLeaf = parts.length === 0;
  return (
    <li>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <Text span c={passed ? "teal" : "red"} lh={1} mt={2} role="img" aria-label={t(passed ? "passed" : "failed")}>
          {passed ? <IconCircleCheck size={18} aria-hidden /> : <IconCircleX size={18} aria-hidden />}
        </Text>
        <div>
          <Text fz="sm" fw={600} className="lg-words">
            {ruleName(rule)}
          </Text>
          {isLeaf && !passed && (
            <Text fz="sm" className="lg-words">
              {[saidReason(reason), explanation.message && `“${explanation.message}”`].filter(Boolean).join(" ")}
            </Text>
          )}
          {isLeaf && <Seen explanation={explanation} currency={currency} />}
        </div>
      </Group>
      {!isLeaf && (
        <Stack gap={6} component="ul" className="lg-verdict" mt={6} pl="lg">
          {parts.map((part, place) => (
            <Rule key={place} explanation={part} currency={currency} />
          ))}
        </Stack>
      )}
    </li>
  );
}

/** What was seen against what was asked for. */
function Seen({ explanation, currency }: { explanation: Explanation; currency: string }) {
  const { t } = useTranslation("reasons");
  const { reason, observed, needed, missing } = explanation;
  const said = (value: unknown) => saidValue(value, reason, currency);
  const words = [
    observed !== null && observed !== undefined && t("seen", { value: said(observed) }),
    needed !== null && needed !== undefined && t("needed", { value: said(needed) }),
    missing !== null && missing !== undefined && t("missing", { value: said(missing) }),
  ].filter(Boolean);
  if (words.length === 0) return null;
  return (
    <Text fz="xs" c="dimmed" className="lg-words">
      {words.join(" · ")}
    </Text>
  );
}
