import { Alert, List, Stack } from "@mantine/core";
import { useMemo } from "react";

import "@/forms/forms.css";
import { placed } from "@/forms/faults";
import { Field } from "@/forms/Field";
import { ObjectFields } from "@/forms/ObjectFields";
import { resolved } from "@/forms/resolve";
import type { SchemaFormProps } from "@/forms/schema";
import { shapeOf } from "@/forms/shape";

/**
 * The form of any variant, made from its schema. A setting that is not touched stays just as it was: no default
 * is filled in, no key moves, and null ("not set") never becomes 0 or an empty text.
 */
export function SchemaForm({ schema, definitions, value, onChange, faults = NONE, readOnly = false }: SchemaFormProps) {
  const found = useMemo(() => resolved(schema, definitions), [schema, definitions]);
  const here = faults.map((fault) => placed(value, fault));
  const whole = here.filter(({ pointer }) => pointer === "");
  return (
    <Stack gap="sm">
      {whole.length > 0 && (
        <Alert color="red" variant="light" role="alert">
          <List fz="sm">
            {whole.map(({ message }) => (
              <List.Item key={message}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {shapeOf(found, definitions).kind === "object" ? (
        <ObjectFields schema={found} definitions={definitions} value={value} onChange={onChange} faults={here} readOnly={readOnly} />
      ) : (
        <Field name="" label="" schema={found} definitions={definitions} value={value} onChange={onChange} faults={here} readOnly={readOnly} />
      )}
    </Stack>
  );
}

const NONE: never[] = [];
