import type { RefObject } from 'react';

/** The browser's own dialog for a zip, opened by `chooser.current.click()`. The same file may be chosen again. */
export function ZipChooser({
  chooser,
  label,
  onChoose,
}: {
  chooser: RefObject<HTMLInputElement | null>;
  label: string;
  onChoose: (zip: File) => void;
}) {
  return (
    <input
      ref={chooser}
      type="file"
      accept=".zip,application/zip"
      hidden
      aria-label={label}
      onChange={(event) => {
        const [file] = event.target.files ?? [];
        if (file) onChoose(file);
        event.target.value = '';
      }}
    />
  );
}
