import { describe, expect, it } from 'vitest'
import { lessonFor, pathPrefixOf } from './lessons'

describe('the folder that paths share', () => {
  it.each([
    [[], ''], [['README.md'], ''], [['src/a.ts'], 'src/'], [['src/login/a.ts', 'src/login/b.ts'], 'src/login/'], [['src/login/a.ts', 'src/menu/b.ts'], 'src/'], [['src/a.ts', 'docs/b.md'], ''], [['src/a.ts', 'b.md'], ''],
    [['a/b/c/d/e/f.ts'], 'a/b/c/'], [['src/login', 'src/login/a.ts'], 'src/'], [['/x/y.ts', '/x/z.ts'], '/x/'],
  ])('%j: %s', (paths, prefix) => expect(pathPrefixOf(paths)).toBe(prefix))
})

describe('the lesson that holds', () => {
  const lesson = (pathPrefix: string, touches: boolean) => ({ pathPrefix, touches, reasons: [] })
  const lessons = [lesson('', false), lesson('src/', true), lesson('src/login/', false), lesson('src/login/form/', true)]
  it.each([
    [[], ''], [['docs/a.md'], ''], [['docs/a.md', 'src/a.ts'], 'src/'], [['src/login/a.ts'], 'src/login/'], [['src/login/a.ts', 'docs/a.md'], 'src/'], [['src/login/form/a.ts', 'docs/a.md'], 'src/login/form/'], [['src/loginform.ts'], 'src/'],
  ])('for %j is that of "%s"', (paths, prefix) => expect(lessonFor(lessons, paths)?.pathPrefix).toBe(prefix))
  it('is none where none was taught', () => expect(lessonFor([lesson('src/', true)], [])).toBeNull())
})
