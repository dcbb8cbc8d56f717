import { QuotaLine } from './quota-line.tsx';
import { ThemeButton } from './theme-button.tsx';
import { Wordmark } from './wordmark.tsx';

export function Header() {
  return (
    <header class="header">
      <div class="header-inner">
        <h1 class="header-title">
          <Wordmark />
        </h1>
        <QuotaLine />
        <ThemeButton />
      </div>
    </header>
  );
}
