import { ActionIcon, Button, Card, Group, NumberInput, Progress, Slider, Stack, Switch, Text, TextInput, Title, Tooltip } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconEqual, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Definition, type Variant, WHOLE } from "@/features/handbills/handbills";
import { freeName, sharesOf, sharing, spread, sumOf, withShare } from "@/features/handbills/shares";
import { VariantDifferences } from "@/features/handbills/VariantDifferences";
import { percent } from "@/ui/format";

const COLOURS = ["indigo", "teal", "orange", "grape", "cyan", "lime"];
const CONTROL = 1_000;
const STEP = 100;

interface PartProps {
  definition: Definition;
  change: (definition: Definition) => void;
  readOnly: boolean;
}

/** Who gets which variant, and who gets nothing to compare with. */
export function VariantsCard({ definition, change, readOnly }: PartProps) {
  const { t } = useTranslation("handbills");
  const shares = sharesOf(definition);
  const control = definition.variants.length;
  const hasControl = definition.control_share > 0;
  const fixed = (place: number) => place === control && !hasControl;
  const set = (place: number, share: number) => change(sharing(definition, withShare(shares, place, share, fixed)));
  const put = (place: number, variant: Variant) => change({ ...definition, variants: definition.variants.with(place, variant) });
  const all = sumOf(shares);
  return (
    <Card component="section" aria-label={t("variants.title")}>
      <Stack>
        <Group justify="space-between">
          <div>
            <Title order={2} fz="md">
              {t("variants.title")}
            </Title>
            <Text fz="sm" c="dimmed">
              {t("variants.lead")}
            </Text>
          </div>
          {!readOnly && (
            <Group gap="xs">
              <Button size="xs" variant="default" leftSection={<IconEqual size={15} />} onClick={() => change(equal(definition))}>
                {t("variants.equal")}
              </Button>
              <Button size="xs" variant="light" leftSection={<IconPlus size={15} />} onClick={() => change(withVariant(definition))}>
                {t("variants.add")}
              </Button>
            </Group>
          )}
        </Group>
        <Progress.Root size={26}>
          {shares.map((share, place) => (
            <Progress.Section key={place} value={share / STEP} color={place === control ? "gray" : COLOURS[place % COLOURS.length]} aria-label={nameAt(definition, place, t("control"))}>
              {share >= 700 && <Progress.Label fz="sm">{nameAt(definition, place, t("control"))}</Progress.Label>}
            </Progress.Section>
          ))}
        </Progress.Root>
        {all !== WHOLE && (
          <Text fz="sm" c="error" role="alert">
            {t("variants.notWhole", { sum: percent(all / WHOLE, 2) })}
          </Text>
        )}
        {definition.variants.map((variant, place) => (
          <VariantRow
            key={place}
            variant={variant}
            definition={definition}
            put={(next) => put(place, next)}
            setShare={(share) => set(place, share)}
            drop={definition.variants.length > 1 ? () => change(withoutVariant(definition, place)) : undefined}
            readOnly={readOnly}
          />
        ))}
        <Switch
          label={t("variants.hasControl")}
          description={t("variants.controlHelp")}
          checked={hasControl}
          disabled={readOnly}
          onChange={(event) => change(sharing(definition, withShare(shares, control, event.currentTarget.checked ? CONTROL : 0, () => false)))}
        />
        {hasControl && <Share label={t("control")} share={definition.control_share} set={(share) => set(control, Math.max(1, share))} readOnly={readOnly} />}
      </Stack>
    </Card>
  );
}

interface VariantRowProps {
  variant: Variant;
  definition: Definition;
  put: (variant: Variant) => void;
  setShare: (share: number) => void;
  drop: (() => void) | undefined;
  readOnly: boolean;
}

function VariantRow({ variant, definition, put, setShare, drop, readOnly }: VariantRowProps) {
  const { t } = useTranslation("handbills");
  const different = [variant.slots, variant.objective, variant.boost].filter((own) => own !== null && own !== undefined).length;
  const [opened, open] = useState(false);
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t("variants.name")}
          w={{ base: "100%", xs: 170 }}
          maxLength={60}
          value={variant.name}
          readOnly={readOnly}
          onChange={(event) => put({ ...variant, name: event.currentTarget.value })}
          error={variant.name.trim() === "" && t("missing")}
        />
        <Share label={variant.name} share={variant.share} set={setShare} readOnly={readOnly} />
        <Button size="sm" fz="xs" miw={160} variant={opened ? "light" : "subtle"} aria-expanded={opened} leftSection={<IconAdjustmentsHorizontal size={15} />} onClick={() => open(!opened)}>
          {t("variants.differences", { count: different })}
        </Button>
        {drop && !readOnly && (
          <Tooltip label={t("variants.remove", { name: variant.name })}>
            <ActionIcon variant="subtle" color="red" size={34} aria-label={t("variants.remove", { name: variant.name })} onClick={drop}>
              <IconTrash size={17} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {opened && <VariantDifferences variant={variant} definition={definition} put={put} readOnly={readOnly} />}
    </Stack>
  );
}

function Share({ label, share, set, readOnly }: { label: string; share: number; set: (share: number) => void; readOnly: boolean }) {
  const { t } = useTranslation("handbills");
  const named = t("variants.shareOf", { name: label });
  return (
    <Group gap="sm" className="lg-grow" wrap="nowrap" align="center">
      <Slider
        className="lg-grow"
        miw={120}
        thumbLabel={named}
        label={(value) => percent(value / WHOLE, 2)}
        min={0}
        max={WHOLE}
        step={STEP}
        value={share}
        disabled={readOnly}
        onChange={set}
      />
      <NumberInput
        aria-label={named}
        w={104}
        suffix=" %"
        min={0}
        max={100}
        decimalScale={2}
        value={share / 100}
        readOnly={readOnly}
        onChange={(value) => typeof value === "number" && Math.round(value * 100) !== share && set(Math.round(value * 100))}
      />
    </Group>
  );
}

const nameAt = (definition: Definition, place: number, control: string) => definition.variants[place]?.name ?? control;

/** All variants alike; the control group stays as it is. */
function equal(definition: Definition): Definition {
  const places = definition.variants.map((_, place) => place);
  const shares = sharesOf(definition).map((share, place) => (place < places.length ? 0 : share));
  return sharing(definition, spread(shares, places, WHOLE - definition.control_share));
}

/** A further variant, which takes its part of the others. */
function withVariant(definition: Definition): Definition {
  const next = { ...definition, variants: [...definition.variants, { name: freeName(definition), share: 0 }] };
  const place = definition.variants.length;
  const part = Math.round((WHOLE - definition.control_share) / next.variants.length);
  return sharing(next, withShare(sharesOf(next), place, part, (at) => at === next.variants.length));
}

function withoutVariant(definition: Definition, place: number): Definition {
  const next = { ...definition, variants: definition.variants.toSpliced(place, 1) };
  const places = next.variants.map((_, at) => at);
  return sharing(next, spread(sharesOf(next), places, WHOLE - next.control_share));
}
