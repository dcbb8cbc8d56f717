/** Where a task is looked at, the documented address first; the others were seen on relatives of this gateway. */
const paths: readonly ((baseUrl: string, taskId: string) => string)[] = [
  (baseUrl, taskId) => `${baseUrl}/v1/result/${taskId}`,
  (baseUrl, taskId) => `${baseUrl}/v1/image2/images/${taskId}`,
  (baseUrl, taskId) => `${baseUrl}/v2/model-center/tasks/${taskId}`,
  (baseUrl, taskId) => `${new URL(baseUrl).origin}/kyyAiPower/v1/result/${taskId}`,
];

/** Remembers, for each base URL, which of the addresses exists there. */
export class QueryPaths {
  readonly #known = new Map<string, number>();

  /** The one that is known to work, else all in order. */
  candidates(baseUrl: string, taskId: string): { readonly index: number; readonly url: string }[] {
    const known = this.#known.get(baseUrl);
    const all = paths.map((path, index) => ({ index, url: path(baseUrl, encodeURIComponent(taskId)) }));
    return known === undefined ? all : all.filter(({ index }) => index === known);
  }

  remember(baseUrl: string, index: number): void {
    this.#known.set(baseUrl, index);
  }
}
