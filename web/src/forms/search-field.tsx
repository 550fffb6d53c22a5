import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

/** Looks while it is being typed in; its owner waits for a pause. */
export function SearchField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      w="min(22rem, 100%)"
    />
  );
}
