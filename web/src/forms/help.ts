import { useTranslation } from "react-i18next";

import { resolved } from "@/forms/resolve";
import type { JsonSchema } from "@/forms/schema";
import { useNames } from "@/forms/widget";
import { paragraph } from "@/forms/words";
import { toldHelp } from "@/i18n/told";

const SIGNS = /`([^`]+)`/g;

/**
 * What the API says of a setting, in the reader's language: `help(text, schema)`.
 * In its own words it names the settings beside it and their values, which are called here as on the screen.
 */
export function useHelp(definitions: Record<string, JsonSchema> = {}) {
  useTranslation("help"); // until these texts are here, nothing is shown
  const names = useNames();
  return (text: string | undefined, beside?: JsonSchema): string | undefined => {
    if (!text) return undefined;
    // Who fills in a form leaves a field empty where a program sends null.
    const said = paragraph(text).replace(/`?\bnull\b`?/g, "empty");
    const plain = said.replaceAll("`", "");
    const translated = toldHelp(plain);
    if (translated !== plain) return translated;
    return said.replace(SIGNS, (_, name: string) => {
      if (beside?.properties?.[name]) return `“${names.field(name, beside.properties[name].title)}”`;
      return valuesIn(beside, definitions).has(name) ? `“${names.choice(name)}”` : name;
    });
  };
}

function valuesIn(beside: JsonSchema | undefined, definitions: Record<string, JsonSchema>): Set<unknown> {
  const settings = Object.values(beside?.properties ?? {}).map((setting) => resolved(setting, definitions));
  return new Set(settings.flatMap((setting) => setting.enum ?? []));
}
