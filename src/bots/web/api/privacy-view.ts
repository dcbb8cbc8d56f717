/** What is stored about whoever asks, in sentences. */
export interface PrivacyView {
  readonly lines: readonly string[];
  /** Nothing to export or delete. */
  readonly empty: boolean;
}
