/** What the browser keeps between visits. Private windows may forbid it, and then nothing is kept. */
export function readSaved(name: string): unknown {
  try {
    const text = localStorage.getItem(`limner.${name}`);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

export function save(name: string, value: unknown): void {
  try {
    localStorage.setItem(`limner.${name}`, JSON.stringify(value));
  } catch {
    // Full or forbidden: the setting lasts until the page is closed.
  }
}
