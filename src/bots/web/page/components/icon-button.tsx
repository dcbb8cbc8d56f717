import { Icon, type IconName } from './icon.tsx';

interface Props {
  readonly icon: IconName;
  /** Read aloud, and shown on hover. */
  readonly label: string;
  readonly isDisabled?: boolean;
  onPress(): void;
}

/** A button that is only a sign. */
export function IconButton({ icon, label, isDisabled = false, onPress }: Props) {
  return (
    <button
      type="button"
      class="round-button"
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
