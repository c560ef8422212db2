import type { ExportedFile } from './exportFile';

/** Long enough for a browser to have taken the content over. */
const HANDED_OVER_MS = 60_000;

/** Hands a file to the browser's downloads. */
export function saveFile({ name, content }: ExportedFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), HANDED_OVER_MS);
}
