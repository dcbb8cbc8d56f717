/** Somebody's own keys at gateways, as they may be shown. */
export interface KeysView {
  /** For which keys are taken. */
  readonly gateways: readonly { readonly id: string; readonly title: string }[];
  /** `end` is absent where the key can no longer be read. */
  readonly kept: readonly { readonly gateway: string; readonly title: string; readonly end?: string }[];
  /** The same in sentences. */
  readonly lines: readonly string[];
}
