/** The name with an illuminated initial, as in a manuscript. */
export function Wordmark() {
  return (
    <span class="wordmark">
      <span class="initial" aria-hidden="true">
        L
      </span>
      <span class="wordmark-rest" aria-hidden="true">
        imner
      </span>
      <span class="visually-hidden">Limner</span>
    </span>
  );
}
