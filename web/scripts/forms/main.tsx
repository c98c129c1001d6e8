/** Every form of the catalogue on one page, for the test that touches each field; not part of the console. */
import "@mantine/core/styles.css";
import "../../src/ui/page.css";
import "../../src/app/shell.css";

import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";

import { queries } from "@/api/queries";
import { themeIn, variables } from "@/app/theme";
import type { Families, JsonSchema } from "@/forms/schema";
import { SchemaForm } from "@/forms/SchemaForm";
import { startLanguage } from "@/i18n";
import { full } from "../samples";

const values = new Map<string, string>();
const before: Record<string, string> = {};
Object.assign(window, { formValues: () => Object.fromEntries(values), formsBefore: before });

interface OneProps {
  name: string;
  schema: JsonSchema;
  definitions: Record<string, JsonSchema>;
  begin: unknown;
}

function One({ name, schema, definitions, begin }: OneProps) {
  const [value, setValue] = useState(begin);
  useEffect(() => {
    values.set(name, JSON.stringify(value));
  }, [name, value]);
  return (
    <section data-form={name} aria-label={name}>
      <h2>{name}</h2>
      <SchemaForm schema={schema} definitions={definitions} value={value} onChange={setValue} />
    </section>
  );
}

async function start(): Promise<void> {
  await startLanguage();
  const catalog = (await (await fetch("./catalog.json")).json()) as Families;
  queries.setQueryData(["catalog"], catalog);
  const wanted = new URLSearchParams(location.search).get("family");
  const forms = Object.entries(catalog.families).flatMap(([family, variants]) =>
    variants.flatMap((variant) =>
      [variant.example, full(variant.schema, catalog.definitions)].map((begin, place) => ({ name: `${family}/${variant.type}/${String(place)}`, schema: variant.schema, definitions: catalog.definitions, begin })),
    ),
  );
  const shown = forms.filter(({ name }) => wanted === null || name.startsWith(`${wanted}/`));
  for (const { name, begin } of shown) before[name] = JSON.stringify(begin);
  const root = document.getElementById("root");
  if (root === null) return;
  createRoot(root).render(
    <MantineProvider theme={themeIn("Close")} cssVariablesResolver={variables}>
      <QueryClientProvider client={queries}>
        <main>
          <h1>Every form</h1>
          {shown.map((form) => (
            <One key={form.name} {...form} />
          ))}
        </main>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

void start();
