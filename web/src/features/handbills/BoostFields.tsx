import { ActionIcon, Autocomplete, Button, Group, NumberInput, SimpleGrid, Slider, Stack, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { type Boost, tagsQuery } from "@/features/handbills/handbills";
import { locale } from "@/ui/format";

interface BoostFieldsProps {
  boost: Boost;
  onChange: (boost: Boost) => void;
  readOnly: boolean;
}

const WEIGHTS = ["margin", "price", "newness"] as const;
const WORDS = ["tags", "categories"] as const;

/** Weights on the engine's scores; what a weight does to a score is said beside it. */
export function BoostFields({ boost, onChange, readOnly }: BoostFieldsProps) {
  const { t } = useTranslation("handbills");
  const { data: tags } = useQuery(tagsQuery);
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {WEIGHTS.map((name) => (
          <Weight key={name} label={t(`boost.${name}`)} weight={boost[name] ?? 0} most={boost.most ?? 4} set={(weight) => onChange({ ...boost, [name]: weight })} readOnly={readOnly} />
        ))}
      </SimpleGrid>
      {WORDS.map((name) => (
        <Words
          key={name}
          title={t(`boost.${name}`)}
          weights={boost[name] ?? {}}
          most={boost.most ?? 4}
          suggested={name === "tags" ? (tags?.map((tag) => tag.name) ?? []) : []}
          onChange={(weights) => onChange({ ...boost, [name]: weights })}
          readOnly={readOnly}
        />
      ))}
      <NumberInput
        label={t("boost.most")}
        description={t("boost.mostHelp")}
        w={{ base: "100%", xs: 300 }}
        prefix="× "
        min={1}
        max={1000}
        value={boost.most ?? 4}
        readOnly={readOnly}
        onChange={(most) => typeof most === "number" && onChange({ ...boost, most })}
      />
    </Stack>
  );
}

/** By how much a score is multiplied at this weight. */
const factor = (weight: number, most: number) => Math.min(most, Math.max(1 / most, Math.exp(weight)));

function Weight({ label, weight, most, set, readOnly }: { label: string; weight: number; most: number; set: (weight: number) => void; readOnly: boolean }) {
  const { t } = useTranslation("handbills");
  const said = new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(factor(weight, most));
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text fz="sm" fw={500}>
          {label}
        </Text>
        <Text fz="sm" c="dimmed">
          {t(weight === 0 ? "boost.none" : "boost.factor", { factor: said })}
        </Text>
      </Group>
      <Slider thumbLabel={label} min={-3} max={3} step={0.1} marks={[{ value: 0 }]} label={(value) => value.toFixed(1)} value={weight} onChange={set} disabled={readOnly} />
    </div>
  );
}

interface WordsProps {
  title: string;
  weights: Record<string, number>;
  most: number;
  suggested: string[];
  onChange: (weights: Record<string, number>) => void;
  readOnly: boolean;
}

function Words({ title, weights, most, suggested, onChange, readOnly }: WordsProps) {
  const { t } = useTranslation("handbills");
  const pairs = Object.entries(weights);
  const rename = (from: string, to: string) => onChange(Object.fromEntries(pairs.map(([word, weight]) => [word === from ? to : word, weight])));
  return (
    <Stack gap="xs">
      {pairs.map(([word, weight], place) => (
        <Group key={place} gap="sm" align="flex-end">
          <Autocomplete label={title} w={{ base: "100%", xs: 200 }} data={suggested} value={word} readOnly={readOnly} onChange={(to) => !(to in weights) && rename(word, to)} error={word === "" && t("missing")} />
          <div className="lg-grow">
            <Weight label={t("boost.weightOf", { name: word })} weight={weight} most={most} set={(next) => onChange({ ...weights, [word]: next })} readOnly={readOnly} />
          </div>
          {!readOnly && (
            <ActionIcon variant="subtle" color="gray" size={34} aria-label={t("boost.remove", { name: word })} onClick={() => onChange(Object.fromEntries(pairs.filter(([name]) => name !== word)))}>
              <IconX size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!readOnly && (
        <Button size="compact-sm" variant="subtle" w="fit-content" leftSection={<IconPlus size={14} />} disabled={"" in weights} onClick={() => onChange({ ...weights, "": 0.5 })}>
          {t("boost.add", { what: title })}
        </Button>
      )}
    </Stack>
  );
}
