import { Button, Collapse } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { adapted } from "@/forms/adapted";
import { type PlacedFault, within } from "@/forms/faults";
import { Field } from "@/forms/Field";
import { resolved } from "@/forms/resolve";
import type { JsonSchema } from "@/forms/schema";
import { shapeOf } from "@/forms/shape";
import { isObject, same, withKey } from "@/forms/values";

interface ObjectFieldsProps {
  schema: JsonSchema;
  definitions: Record<string, JsonSchema>;
  value: unknown;
  onChange: (value: unknown) => void;
  faults: readonly PlacedFault[];
  readOnly?: boolean;
}

const FEW = 4;
const LONG = new Set(["message", "endpoint", "url", "subject", "html", "text"]);
const WIDE = new Set(["object", "union", "list", "map", "alternatives", "json", "choices"]);

/** The settings of an object: those that matter first, the others behind a button. */
export function ObjectFields({ schema: given, definitions, value, onChange, faults, readOnly = false }: ObjectFieldsProps) {
  const { t } = useTranslation("forms");
  const schema = adapted(given, value, definitions);
  const values = isObject(value) ? value : {};
  const owner = String(schema.properties?.type?.const ?? "");
  const asked = new Set(schema.required);
  const names = Object.keys(schema.properties ?? {}).filter((name) => !isFixed(schema.properties?.[name], definitions));
  names.sort((a, b) => Number(a === "message") - Number(b === "message"));
  // Decided once: a field does not run away while it is being filled in.
  const [first] = useState(() => (names.length <= FEW ? names : names.filter((name) => asked.has(name) || isSet(values[name], schema.properties?.[name]))));
  const [open, setOpen] = useState(first.length === 0);
  const [began] = useState(value);
  // Settings that were not there and are empty again are still not there.
  const put = (name: string, part: unknown) => {
    const next = withKey(value, name, part);
    const empty = Object.keys(next).every((each) => isFixed(schema.properties?.[each], definitions));
    onChange(empty && (began === undefined || began === null) ? began : next);
  };
  const rest = names.filter((name) => !first.includes(name));
  const blamed = rest.some((name) => within(faults, name).length > 0);
  const field = (name: string) => {
    const setting = schema.properties?.[name] ?? {};
    return (
      <div key={name} className={WIDE.has(shapeOf(setting, definitions).kind) || LONG.has(name) ? "lg-field-wide" : "lg-field"}>
        <Field
          name={name}
          schema={setting}
          definitions={definitions}
          value={values[name]}
          onChange={(next) => put(name, next)}
          faults={within(faults, name)}
          required={asked.has(name)}
          readOnly={readOnly}
          owner={owner}
          beside={schema}
        />
      </div>
    );
  };
  return (
    <div className="lg-fields">
      {first.map(field)}
      {rest.length > 0 && (
        <div className="lg-field-wide">
          {first.length > 0 && (
            <Button
              size="compact-sm"
              variant="subtle"
              aria-expanded={open || blamed}
              leftSection={open ? <IconChevronUp size={15} /> : <IconChevronDown size={15} />}
              onClick={() => setOpen(!open)}
            >
              {t("more", { count: rest.length })}
            </Button>
          )}
          <Collapse expanded={open || blamed}>
            <div className="lg-fields">{(open || blamed) && rest.map(field)}</div>
          </Collapse>
        </div>
      )}
    </div>
  );
}

function isFixed(schema: JsonSchema | undefined, definitions: Record<string, JsonSchema>): boolean {
  return schema !== undefined && "const" in resolved(schema, definitions);
}

function isSet(value: unknown, schema: JsonSchema | undefined): boolean {
  return value !== undefined && value !== null && !same(value, schema?.default);
}
