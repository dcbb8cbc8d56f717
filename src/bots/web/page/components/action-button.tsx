import { Icon, type IconName } from './icon.tsx';

interface Props {
  readonly icon: IconName;
  readonly text: string;
  /** Read aloud and shown on hover, where the text alone does not tell which picture is meant. */
  readonly label?: string;
  readonly isDisabled?: boolean;
  onPress(): void;
}

export function ActionButton({ icon, text, label, isDisabled = false, onPress }: Props) {
  return (
    <button
      type="button"
      class="action"
      disabled={isDisabled}
      onClick={onPress}
      {...(label === undefined ? {} : { 'aria-label': label, title: label })}
    >
      <Icon name={icon} />
      <span>{text}</span>
    </button>
  );
}
