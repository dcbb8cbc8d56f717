import { render } from 'preact';
import { App } from './app.tsx';
import { pageLocale } from './say.ts';
import { applyTheme } from './state/theme.ts';

document.documentElement.lang = pageLocale.get();
applyTheme();
const page = document.querySelector('#page');
if (page) render(<App />, page);
