// Fills a template: in go the folders of templates and a plain view, out comes text. A name that the view lacks is an
// error, not an empty string; nothing is escaped, since what is printed is C and every view is ready to print.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';

/** `main` and the partials are files of the folders, named without '.hbs'. */
export function fillTemplate(folders: readonly string[], main: string, view: object): string {
  const handlebars = Handlebars.create();
  const options = { strict: true, noEscape: true, knownHelpersOnly: false } as const;
  wrapBuiltIns(handlebars);
  for (const folder of folders) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.hbs')).sort()) {
      handlebars.registerPartial(file.slice(0, -'.hbs'.length), handlebars.compile(readFileSync(join(folder, file), 'utf8'), options));
    }
  }
  const text = handlebars.compile(`{{> ${main}}}`, options)(view);
  return text.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n');
}

/** The built-in `if` and `each` take undefined for false or empty; here it is a view that lacks something. */
function wrapBuiltIns(handlebars: typeof Handlebars): void {
  for (const name of ['if', 'unless', 'each'] as const) {
    const original = handlebars.helpers[name] as Handlebars.HelperDelegate;
    handlebars.registerHelper(name, function (this: unknown, value: unknown, options: Handlebars.HelperOptions) {
      if (value === undefined) {
        throw new Error(`a template asks '${name}' of what its view does not have`);
      }
      return original.call(this, value, options) as unknown;
    });
  }
}
