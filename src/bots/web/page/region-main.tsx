import { render } from 'preact';
import { RegionPage } from './region-page.tsx';
import { pageLocale } from './say.ts';
import { applyTheme } from './state/theme.ts';

document.documentElement.lang = pageLocale.get();
applyTheme();
const page = document.querySelector('#page');
if (page) render(<RegionPage />, page);
