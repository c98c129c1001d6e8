import { TextInput, type TextInputProps } from "@mantine/core";

import { useSession } from "@/api/session";
import { momentOf, wallOf } from "@/ui/moments";

interface MomentInputProps extends Omit<TextInputProps, "value" | "onChange" | "type"> {
  /** A moment as the API has it; null for none. */
  value: string | null | undefined;
  onChange: (moment: string | null) => void;
}

/** A day and a time, read and written by the clocks of the workspace. */
export function MomentInput({ value, onChange, ...rest }: MomentInputProps) {
  const { workspace } = useSession();
  return (
    <TextInput
      type="datetime-local"
      value={wallOf(value, workspace.time_zone)}
      onChange={(event) => onChange(momentOf(event.currentTarget.value, workspace.time_zone))}
      {...rest}
    />
  );
}
