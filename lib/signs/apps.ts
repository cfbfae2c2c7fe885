import { changeSign } from './changes'
import { defineSign, present, unknown } from './define'
import { finder, named } from './find-text'
import { clue } from './words'

/** Sign-in out of apps on phones: how a build is signed, and which browser opens the provider's page. */

export const fingerprintRefused = clue('app-fingerprint-refused', 'The provider does not know the app’s signing fingerprint', /apiexception: ?10\b|developer_error|\bcommonstatuscodes?\W{0,3}10\b|status ?code\W{0,12}10\b|sign_in_failed.{0,80}\b10\b|\b28444\b|developer console is not set up|(error|code|status|apiexception):? ?1250[01]\b|(google|play).{0,80}\bcode\W{0,3}10\b|\bcode\W{0,3}10\b.{0,60}(google|play ?store)|sign[_ ]in[_ ](failed|error).{0,24}1250[01]|sha-?(1|256).{0,24}(fingerprint|certificate|key|hash|not|differ|mismatch)|(certificate|signing|key|app) fingerprint|(key|signature) hash.{0,60}(match|differ|regist|invalid|wrong|mismatch|not)|invalid key hash|invalid_cert_hash|package (name|certificate).{0,40}(signature|sha|not (match|regist)|mismatch|fingerprint|hash)|app[-_]not[-_]authori[sz]ed|not authori[sz]ed to use firebase|requests from this android client|missing[-_]client[-_]identifier|play integrity|safetynet|assetlinks|apple-app-site-association|team id.{0,24}(match|wrong|differ)|app signing (by|key|certificate)|upload (key|certificate)|(debug|release) keystore|invalid android_?key_?hash|wechat.{0,24}(signature|errcode ?-6)/, ['words', 'logs'])
const STORE = /play ?store|google play|from (the )?play\b|app ?store|testflight|(closed|internal|open|beta) (testing|track|testers?)|(signed|release|published|store|production) (apk|aab|build|bundle|version|mode)|upload.{0,24}(play|store)/
const OWN_BUILD = /debug|emulator|simulator|local(ly)?[- ]?(built|build|install)|flutter run|expo go|android studio|sideload|\bapk\b|usb|dev(elopment)? build|from xcode|own builds?|on my phone/

export const storeOnly = defineSign({
  id: 'app-store-only',
  says: 'The build from the store fails, own builds work.',
  ask: 'Do builds from the store and own builds behave alike?',
  step: 'experience',
  texts: named(STORE, 'words'),
  look: ({ words }) => {
    const [store, own] = [STORE.exec(words), OWN_BUILD.exec(words)]
    return store && own ? present(`It tells “${store[0]}” from “${own[0]}”.`, 'experience') : unknown
  },
})
export const signingChanged = changeSign('change-app-signing', 'How the app is signed or handed out was changed.', ({ summary, service, to }) => /app signing|play console|(app|apk|android|ios|store|release) signing|code signing|keystore|upload key|first (upload|release|publish).{0,24}(play|store)|package name|bundle id|application ?id|fastlane|eas (build|submit)|code ?sign|provisioning profile|(play|app) ?store|closed testing|internal testing/i.test(`${service ?? ''} ${summary} ${to ?? ''}`))

const IN_APP = /\bfban\/|\bfbav\/|fb_iab|instagram [\d.]+|\bline\/\d|micromessenger|snapchat|bytedancewebview|musical_ly|tiktok|linkedinapp|twitter for i|twitterandroid|pinterest\/|; wv\)|\bgsa\/|kakaotalk|whatsapp\/|telegram|slack_?ssb|teams\/\d|electron\/|cordova|capacitor/

const findInApp = finder(IN_APP, ['logs'])

/** The browser that a record or line names lives inside another app. */
export const inAppBrowser = defineSign({
  id: 'app-in-app-browser',
  says: 'The page was opened in the browser of another app.',
  ask: 'Which browser opened the page?',
  step: 'logs',
  texts: [findInApp.wanted],
  or: ['agents'],
  look: ({ events, logText }) => {
    const event = events.findLast(({ userAgent }) => userAgent && IN_APP.test(userAgent.toLowerCase()))
    if (event) return present(`The browser is “${IN_APP.exec(event.userAgent?.toLowerCase() ?? '')?.[0]}”.`, `logs[${event.line}]`)
    const hit = findInApp(logText, 'logs')
    return hit ? present(`The browser is “${hit}”.`, 'logs') : unknown
  },
})
export const webViewRefused = clue('app-web-view-refused', 'The provider refuses an embedded browser', /disallowed_?user_?agent|embedded (user-?agent|browser|web ?view)|classified as an embedded|use secure browsers?|secure browsers? policy|(this )?browser or app may not be secure|doesn.?t comply with google.{0,3}s? .{0,24}(policy|policies)|does not comply with google.{0,3}s? .{0,24}(policy|policies)|does not (allow|support) (sign|log)[- ]?ins? (from|in) .{0,24}(web ?view|embedded)|disabled (for|in) embedded|wk-?web ?view|uiwebview|android web ?view|in-?app browser/, ['words', 'logs'])
export const openedInApp = clue('app-opened-in-app', 'The link was opened from inside another app', /(from|in|inside|through|via|out of|within|opened?|tapp?ed|click(ed)?) .{0,40}(facebook|instagram|insta|linkedin|twitter|tiktok|snapchat|whatsapp|messenger|wechat|pinterest|telegram|other apps?|another app|social (app|media))('s)?( app| story| bio| browser| chat| link| message)?\b.{0,100}(cannot|can.?t|fail|error|403|block|refus|not|sign|log)|(copy|paste)[a-z]* .{0,24}(link|url|it|page) .{0,12}(to|in|into|with) .{0,12}(safari|chrome|browser|firefox).{0,24}(works?|goes|fine|ok|helps|no problem)|from inside (other|another|the|an) apps?|in-?app\b|web ?view|cordova|ionic|capacitor|react native web|electron/, ['words'])

export const signatureRefused = clue('app-signature-refused', 'A provider refuses the signature of the app by its own code', /(invalid|mismatch\w*|unknown|incorrect|wrong) (android )?(key|app|package)[ _]?hash|key ?hash(es)?\b[^\n]{0,40}(not match|does not|stored|configure)|app hash mismatch|sdk_fingerprint|package or sign error|\b(21338|100044)\b|errcode ?:? ?-6\b|\b6003\b[^\n]{0,40}(fingerprint|certificate|cert)|package name or signature|(app|apk) (identity|signature)[^\n]{0,20}(mismatch|invalid|incorrect)|play app signing|应用签名|签名不|签名错误|签名校验|包名|ключа? подписи|подпись приложения|account reauth failed|\[16\]|code:? 16\b|unregistered_on_api_console|sha256_cert_fingerprints|signing_?key[^\n]{0,16}(chang|lost|new)|re-?sign(ed|ing) (the )?(app|apk|package)|(after|since) (the )?upload to the (play )?store|android app from the store|(built|compiled) (from \w+ )?on (another|a different|his|her|my)/, ['logs', 'words', 'settings'])
