import { Input } from "@mantine/core";
import { type RefObject, useId, useRef } from "react";

import "./code.css";

interface CodeFieldProps {
  label: string;
  description?: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  /** The line of the mistake, counted from 1. */
  wrongLine?: number | undefined;
  field: RefObject<HTMLTextAreaElement | null>;
  onFocus: () => void;
  readOnly?: boolean;
}

/** Source text with its line numbers. */
export function CodeField({ label, description, value, onChange, error, wrongLine, field, onFocus, readOnly }: CodeFieldProps) {
  const id = useId();
  const numbers = useRef<HTMLPreElement>(null);
  const lines = Array.from({ length: value.split("\n").length }, (_, line) => line + 1);
  return (
    <Input.Wrapper id={id} w="100%" label={label} description={description} error={error}>
      <div className="lg-source" data-wrong={error === undefined ? undefined : true}>
        <pre ref={numbers} className="lg-source-lines" aria-hidden>
          {lines.map((line) => (line === wrongLine ? <b key={line}>{line}</b> : `${String(line)}\n`))}
        </pre>
        <textarea
          id={id}
          ref={field}
          value={value}
          spellCheck={false}
          readOnly={readOnly}
          aria-invalid={error !== undefined}
          onFocus={onFocus}
          onScroll={(event) => {
            if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop;
          }}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
    </Input.Wrapper>
  );
}
