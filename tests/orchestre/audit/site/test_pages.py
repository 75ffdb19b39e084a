# ruff: noqa: E501 - pieces of pages, one line a case
"""Faults of pages in many hands, and what looks like them and is none: one table for both.

Each row puts a piece into the page of contact of a clean site (or changes the page), and says what is found there.
"""

import pytest

from tests.orchestre.audit.site.made import CARD, CONTACT, FOOT, HOME, clean, codes, page

MANY_WORDS = "Our bread is made every day with flour from the region and we have been baking it in the same street for thirty years, "
LATIN = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore"
GTM = "https://www.googletagmanager.com/gtag/js?id=G-ABCDEF"

FAULTS = [
    ("img-alt-missing", '<img src="/a.png">'),
    ("img-alt-missing", "<IMG SRC='/a.png' title='Le four'>"),
    ("img-alt-missing", '<picture><source srcset="/a.webp"><img loading="lazy" data-src="/a.png"></picture>'),
    ("img-alt-missing", '<a href="/"><img src="/logo.png" role="presentation"> Accueil</a>'),
    ("h1-missing", "WITHOUT h1"),
    ("link-without-name", '<a href="/contact.html"><i class="fa fa-phone"></i></a>'),
    ("link-without-name", '<a href="/contact.html"><img src="/a.png" alt=""></a>'),
    ("link-without-name", '<a href="/contact.html">\u00a0\u200b</a>'),
    ("link-without-name", '<a href="/contact.html"><svg viewBox="0 0 1 1"><path d="M0 0"/></svg></a>'),
    ("form-label-missing", '<form action="/s"><input type="text" name="q" placeholder="Votre recherche"></form>'),
    ("form-label-missing", "<label for='autre'>Ville</label><select name=ville><option>Lyon</option></select>"),
    ("form-label-missing", "<textarea name='message'></textarea>"),
    ("form-label-missing", '<label for="z"></label><input id="z" name="z">'),
    ("form-label-missing", '<input name="w" aria-labelledby="nowhere">'),
    ("form-no-privacy-notice", '<form action="/e"><label>Nom <input name="nom"></label><button>Envoyer</button></form>'),
    ("form-no-privacy-notice", '<form><label>Téléphone <input type="tel"></label><button>Rappelez-moi</button></form>'),
    ("form-no-privacy-notice", '<form id="lettre"><label>Courriel <input type=email></label><button>OK</button></form>'),
    ("form-insecure-action", '<form action="http://autre.exemple/envoi"><button>Envoyer</button></form>'),
    ("form-insecure-action", '<form><button formaction="HTTP://autre.exemple/envoi">Envoyer</button></form>'),
    ("tracking-code-visible", "<p>gtag('config', 'G-ABCDEF');</p>"),
    ("tracking-code-visible", "<div>&lt;script&gt; fbq(&quot;init&quot;, &quot;123&quot;); &lt;/script&gt;</div>"),
    ("tracking-code-visible", "<footer>_paq.push(['trackPageView']);</footer>"),
    ("tracking-code-visible", "<span>window.dataLayer.push({event: 'vue'})</span>"),
    ("template-code-visible", "<h2>Bienvenue {{ entreprise.nom }}</h2>"),
    ("template-code-visible", "<p>Ouvert de {{horaires}} le lundi</p>"),
    ("placeholder-text", f"<p>{LATIN}.</p>"),
    ("placeholder-text", "<li>Lorem ipsum dolor sit amet</li>"),
    ("placeholder-text", "<div>Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi.</div>"),
    ("email-clear", "<p>Écrivez à contact@dupain.exemple.</p>"),
    ("email-clear", '<a href="mailto:Jean.Dupain@dupain.exemple?subject=Pain">Nous écrire</a>'),
    ("tracker-before-consent", f'<script async src="{GTM}"></script>'),
    ("tracker-before-consent", "<script>(function(w,d,s,l,i){w[l]=w[l]||[];var f=d.getElementsByTagName(s)[0],j=d.createElement(s);"
     "j.src='https://www.googletagmanager.com/gtm.js?id='+i;f.parentNode.insertBefore(j,f);})(window,document,'script','dataLayer','GTM-X');</script>"),
    ("tracker-before-consent", "<script>!function(f,b,e,v,n,t,s){t=b.createElement(e);t.src=v}(window,document,'script',"
     "'https://connect.facebook.net/en_US/fbevents.js');fbq('init','1');</script>"),
    ("tracker-before-consent", "<script>var s=document.createElement('script');s.src='https://www.google'+'-analytics.com/analytics.js';"
     "document.head.appendChild(s);</script>"),
    ("tracker-before-consent", "<script>var _paq=window._paq||[];var u='//dupain.matomo.cloud/';_paq.push(['setTrackerUrl',u+'matomo.php']);</script>"),
    ("tracker-before-consent", "<script>gtag('consent','default',{analytics_storage:'denied'});</script>"
     f'<script async src="{GTM}"></script>'),
    ("tracker-before-consent", '<img src="https://www.facebook.com/tr?id=1&ev=PageView" alt="" width="1" height="1">'),
    ("consent-no-refuse", '<div id="cookies"><p>Nous utilisons des cookies pour mesurer notre audience.</p><button>Tout accepter</button>'
     "<button>Personnaliser</button></div>"),
    ("consent-no-refuse", '<div class="cookie-banner">Ce site utilise des traceurs. <a href="#" class="btn">J’accepte</a> <a href="/vie-privee.html">En savoir plus</a></div>'),
    ("consent-no-refuse", '<div role="dialog" style="display:none"><p>We use cookies to follow your visits.</p><button>OK</button></div>'),
    ("consent-no-refuse", "<section class=rgpd>En poursuivant, vous acceptez nos cookies. <input type=button value='Accepter'></section>"),
    ("consent-no-refuse", "<script>document.body.innerHTML += '<div class=\"bandeau\">Nous utilisons des cookies pour suivre vos visites. ' + '<button>J\\'accepte</button></div>';</script>"),
    ("consent-no-refuse", "<script>var p=document.createElement('p');p.textContent='Ce site dépose des cookies de mesure et de publicité.';var b=document.createElement('button');b.textContent='OK';</script>"),
    ("tracker-before-consent", "<script>document.querySelector('nav').addEventListener('click', function(){ nav.hidden = true; }); var s=document.createElement('script'); s.src='https://static.hotjar.com/c/hotjar-1.js'; document.head.append(s);</script>"),
    ("tracker-before-consent", "<script>gtag('consent','default',{'ad_storage':'denied'}); (function(w,d){var j=d.createElement('script');j.src='https://www.googletagmanager.com/gtm.js?id=GTM-X';d.head.append(j);})(window,document);</script>"),
    ("tracker-before-consent", "<script>!function(w,d,t){w.ttq={methods:['page','grantConsent','holdConsent']};var o=d.createElement('script');o.src='https://analytics.tiktok.com/i18n/pixel/events.js';d.head.append(o);}(window,document,'ttq');</script>"),
    ("js-lib-outdated", '<script src="/js/jquery-1.12.4.min.js"></script>'),
    ("js-lib-outdated", '<script src="https://ajax.googleapis.com/ajax/libs/jquery/3.4.1/jquery.min.js"></script>'),
    ("js-lib-outdated", '<script src="/wp-includes/js/jquery/jquery.min.js?ver=2.2.4"></script>'),
    ("js-lib-outdated", '<script src="/lib.js"></script>'),
    ("js-lib-outdated", "<script>/*! jQuery v3.4.0 | (c) JS Foundation */ !function(){}();</script>"),
    ("structured-data-invalid", '<script type="application/ld+json">{"@type": "Bakery", "name": "Dupain",}</script>'),
    ("structured-data-invalid", "<script type='application/ld+json'>{'@type': 'Bakery'}</script>"),
    ("structured-data-invalid", '<script type="application/ld+json"></script>'),
    ("structured-data-missing", '<p class="price">24,90 €</p><button type="submit">Ajouter au panier</button>'),
    ("structured-data-missing", '<form action="/panier"><p>Prix : 12 €</p><input type="submit" value="Commander"></form>'),
    ("link-broken", '<a href="/disparu.html">Nos pains</a>'),
    ("link-broken", '<a href="disparu/">Nos <b>pains</b></a>'),
]  # fmt: skip

ALIKE = [
    ("img-alt-missing", '<img src="/a.png" alt="">'),
    ("img-alt-missing", "<IMG SRC='/a.png' ALT='Le four'>"),
    ("img-alt-missing", '<noscript><img src="/pixel.png" height="1" width="1"></noscript>'),
    ("img-alt-missing", '<template><img src="/a.png"></template>'),
    ("link-without-name", '<a href="/contact.html" aria-label="Nous écrire"><i class="fa"></i></a>'),
    ("link-without-name", '<a href="/contact.html"><img src="/a.png" alt="Nous écrire"></a>'),
    ("link-without-name", '<a href="/contact.html"><svg><title>Nous écrire</title></svg></a>'),
    ("link-without-name", '<a href="/contact.html"><i class="fa"></i><span class="sr-only">Nous écrire</span></a>'),
    ("link-without-name", '<a name="haut"></a>'),
    ("link-without-name", '<span id="n">Nous écrire</span><a href="/contact.html" aria-labelledby="n"></a>'),
    ("form-label-missing", '<label>Ville <input name="ville"></label>'),
    ("form-label-missing", '<input type="hidden" name="jeton" value="1"><input type="submit" value="Envoyer">'),
    ("form-label-missing", '<input name="q" aria-label="Recherche"><input name="r" title="Ville">'),
    ("form-label-missing", '<div style="position:absolute;left:-9999px"><input name="site" tabindex="-1"></div>'),
    ("form-label-missing", "<label for=v>Ville</label><select id=v><option>Lyon</option></select>"),
    ("form-no-privacy-notice", '<form role="search" action="/recherche"><label>Chercher un nom <input name="q"></label></form>'),
    ("form-no-privacy-notice", '<form action="/entrer"><label>Courriel <input type="email"></label><label>Mot de passe <input type="password"></label></form>'),
    ("form-no-privacy-notice", '<p>Les informations recueillies servent à préparer votre commande.</p><form><label>Nom <input name="nom"></label></form>'),
    ("form-no-privacy-notice", '<form><label>Courriel <input type="email"></label><small>Voir notre <a href="/vie-privee.html">politique de confidentialité</a>.</small></form>'),
    ("form-no-privacy-notice", '<form><label>Quantité <input type="number" name="quantite"></label></form>'),
    ("form-insecure-action", '<form action="https://autre.exemple/envoi"><button>Envoyer</button></form>'),
    ("form-insecure-action", '<form action="/envoi?retour=http://www.dupain.exemple/"><button>Envoyer</button></form>'),
    ("tracking-code-visible", "<pre>gtag('config', 'G-ABCDEF');</pre>"),
    ("tracking-code-visible", "<p>Collez <code>fbq('init', '1')</code> dans la page.</p>"),
    ("tracking-code-visible", "<p>La fonction gtag sert à mesurer ; Google Analytics la demande.</p>"),
    ("tracking-code-visible", "<script>gtag('config', 'G-ABCDEF');</script>"),
    ("template-code-visible", "<p>Écrivez <code>{{ nom }}</code> dans le modèle.</p>"),
    ("template-code-visible", '<script type="text/x-handlebars">Bonjour {{ nom }}</script>'),
    ("template-code-visible", '<div id="app" v-cloak>{{ message }}</div><script src="/vue.js"></script>'),
    ("template-code-visible", "<p>La formule {a} et le mot {b} restent.</p>"),
    ("placeholder-text", "<p>Le faux texte « Lorem ipsum » sert aux imprimeurs depuis longtemps.</p>"),
    ("placeholder-text", "<p>Le four est à 250 degrés ; sit et dolor ne sont pas des mots d'ici.</p>"),
    ("placeholder-text", f"<p>On reconnaît ce faux texte à ses premiers mots, <q>{LATIN}</q>, que chacun a lus.</p>"),
    ("placeholder-text", f"<pre>{LATIN}</pre>"),
    ("email-clear", "<p>Écrivez à contact [at] dupain.exemple.</p>"),
    ("email-clear", "<p>&#99;&#111;ntact&#64;dupain.exemple</p>"),
    ("email-clear", '<label>Courriel <input type="text" placeholder="vous@domaine.exemple"></label>'),
    ("email-clear", '<img src="/four@2x.png" alt="Le four">'),
    ("email-clear", "<p>Suivez @dupain sur le réseau.</p>"),
    ("tracker-before-consent", f'<script type="text/plain" data-cookieconsent="statistics" src="{GTM}"></script>'),
    ("tracker-before-consent", f'<script type="text/plain" class="cmp">var u="{GTM}";</script>'),
    ("tracker-before-consent", "<script>var _paq=window._paq||[];var u='/mesure/';_paq.push(['setTrackerUrl',u+'matomo.php']);</script>"),
    ("tracker-before-consent", "<script>var _paq=[];var u='https://dupain.exemple/mesure/';_paq.push(['setTrackerUrl',u]);</script>"),
    ("tracker-before-consent", "<script>document.getElementById('oui').addEventListener('click', function(){var s=document.createElement('script');"
     f"s.src='{GTM}';document.head.appendChild(s);}});</script>"),
    ("tracker-before-consent", f"<script>// {GTM}\nconsole.log('rien');</script>"),
    ("tracker-before-consent", '<noscript><img src="https://www.facebook.com/tr?id=1" alt=""></noscript>'),
    ("tracker-before-consent", '<a href="https://www.facebook.com/dupain">Suivez-nous</a><script src="/js/menu.js"></script>'),
    ("tracker-before-consent", '<script src="https://cdn.jsdelivr.net/npm/swiper@9/swiper.min.js"></script>'),
    ("consent-no-refuse", '<div id="cookies"><p>Nous utilisons des cookies.</p><button>Tout accepter</button><button>Tout refuser</button></div>'),
    ("consent-no-refuse", '<div class="cookie"><a href="#">Continuer sans accepter</a><p>Des cookies mesurent les visites.</p><button>Accepter</button></div>'),
    ("consent-no-refuse", '<div class="cookie"><p>Ce site n’utilise que des cookies nécessaires à son fonctionnement.</p><button>OK</button></div>'),
    ("consent-no-refuse", '<form><label><input type="checkbox"> J’accepte les conditions de vente</label><button>Accepter le devis</button></form>'),
    ("consent-no-refuse", '<div role="dialog"><p>We use cookies.</p><button>Accept all</button><button>Only necessary cookies</button></div>'),
    ("consent-no-refuse", "<script>box.innerHTML = '<p>Nous utilisons des cookies pour suivre vos visites.</p><button>Accepter</button><button>Refuser</button>';</script>"),
    ("consent-no-refuse", "<script>var erreur='Votre navigateur refuse les cookies, activez-les pour commander.'; var ok='OK';</script>"),
    ("js-lib-outdated", '<script src="/js/jquery-3.7.1.min.js"></script>'),
    ("js-lib-outdated", '<script src="/js/jquery-ui-1.12.1.min.js"></script>'),
    ("js-lib-outdated", '<script src="/js/jquery-migrate-1.4.1.min.js"></script>'),
    ("js-lib-outdated", '<script src="/js/jquery.fancybox-2.1.5.js"></script>'),
    ("js-lib-outdated", '<script src="/wp-includes/js/jquery/jquery.min.js?ver=3.7.1"></script>'),
    ("structured-data-invalid", '<script type="application/ld+json">[{"@type": "Bakery"}]</script>'),
    ("structured-data-invalid", "<script>{'@type': 'Bakery',}</script>"),
    ("structured-data-missing", '<p>24,90 €</p><button>Ajouter au panier</button><script type="application/ld+json">{"@graph":[{"@type":["Product"]}]}</script>'),
    ("structured-data-missing", '<div itemscope itemtype="https://schema.org/Product"><p>24,90 €</p><button>Ajouter au panier</button></div>'),
    ("structured-data-missing", "<p>Le devis est à 24 € de l'heure.</p><button>Demander un devis</button>"),
    ("structured-data-missing", "<ul><li>2 € <button>Acheter</button></li><li>3 € <button>Acheter</button></li><li>4 € <button>Acheter</button></li></ul>"),
    ("link-broken", '<a href="https://ailleurs.exemple/disparu">Ailleurs</a>'),
    ("link-broken", '<a href="/mentions.html#editeur">Mentions</a> <a href="#bas">En bas</a> <a href="tel:+33465710000">Appeler</a>'),
    ("link-broken", '<a href="/deconnexion">Sortir</a> <a href="/?add-to-cart=12">Ajouter</a>'),
]  # fmt: skip


def site_with(piece: str) -> dict[str, str | bytes]:
    files = clean()
    body = CONTACT.replace("<h1>Nous écrire</h1>", "") if piece == "WITHOUT h1" else f"{CONTACT}{piece}"
    if "form-no-privacy" in piece or "<form" in piece or "type=email" in piece:
        body = f"<h1>Nous écrire</h1>{piece}"
    files["/contact.html"] = page("Nous écrire", body)
    files["/lib.js"] = "/*!\n * jQuery JavaScript Library v2.1.0\n */"
    files["/js/menu.js"] = "document.querySelector('nav').hidden = false;"
    files |= dict.fromkeys(("/a.png", "/logo.png", "/four@2x.png"), b"\x89PNG")
    return files


@pytest.mark.parametrize(("code", "piece"), FAULTS)
def test_a_fault_is_found_on_its_page(code: str, piece: str) -> None:
    assert (code, "/contact.html") in codes(site_with(piece))


@pytest.mark.parametrize(("code", "piece"), ALIKE)
def test_what_looks_like_it_is_none(code: str, piece: str) -> None:
    assert code not in {found for found, _ in codes(site_with(piece))}


def test_nothing_is_said_of_a_clean_site() -> None:
    assert codes(clean(), owner=True) == set()


HEADS = [
    # what the home page is made of, what is found there
    ({"html": "<html>"}, "html-lang-missing"),
    ({"html": '<html lang="">'}, "html-lang-missing"),
    ({"html": "<HTML LANG='en'>"}, "html-lang-wrong"),
    ({"head": CARD + '<meta name="robots" content="noindex, nofollow">'}, "noindex-unwanted"),
    ({"head": CARD + "<META NAME='Robots' CONTENT='none'>"}, "noindex-unwanted"),
    ({"head": CARD + '<link rel="canonical" href="https://agence.exemple/maquette/">'}, "canonical-foreign"),
    ({"head": CARD + '<link href="//preprod.dupain.exemple/" rel="canonical">'}, "canonical-foreign"),
    ({"head": ""}, "structured-data-missing"),
    ({"head": '<script type="application/ld+json">{"@type":"WebSite","name":"Dupain"}</script>'}, "structured-data-missing"),
]  # fmt: skip

NOT_HEADS = [
    ({"html": '<html lang="fr-FR">'}, "html-lang-wrong"),
    ({"html": '<html lang="fr_FR">'}, "html-lang-wrong"),
    ({"head": CARD + '<meta name="robots" content="index, follow">'}, "noindex-unwanted"),
    ({"head": CARD + '<link rel="canonical" href="https://dupain.exemple/">'}, "canonical-foreign"),
    ({"head": CARD + '<link rel="canonical" href="/">'}, "canonical-foreign"),
    ({"head": '<script type="application/ld+json">{"@graph":[{"@type":["Organization","Brand"]}]}</script>'}, "structured-data-missing"),
    ({"head": '<script type="application/ld+json">{"@type":"WebSite","publisher":{"@type":"Organization"}}</script>'}, "structured-data-missing"),
    ({"head": '<script type="application/ld+json">{broken</script>'}, "structured-data-missing"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "code"), HEADS)
def test_what_the_first_page_says_of_itself(made: dict[str, str], code: str) -> None:
    body = HOME + "<p>Le pain de campagne est fait avec du levain, et nous le vendons au poids dans la rue du Four.</p>"
    files = clean() | {"/": page("Boulangerie Dupain", body, **({"head": CARD} | made))}
    assert (code, "/") in codes(files)


@pytest.mark.parametrize(("made", "code"), NOT_HEADS)
def test_what_the_first_page_may_say(made: dict[str, str], code: str) -> None:
    files = clean() | {"/": page("Boulangerie Dupain", HOME, **({"head": CARD} | made))}
    assert (code, "/") not in codes(files)


REMOVED = [
    ("<title>Nous écrire</title>", "", "title-missing"),
    ("<title>Nous écrire</title>", "<title> </title>", "title-missing"),
    ("<title>Nous écrire</title>", "<title>Boulangerie Dupain</title>", "title-duplicate"),
    ('<meta name="description" content="Nous écrire, à Lyon">', "", "meta-description-missing"),
    ('<meta name="viewport" content="width=device-width">', "", "viewport-missing"),
    ("width=device-width", "width=device-width, user-scalable=no", "viewport-zoom-blocked"),
    ("width=device-width", "width=device-width,initial-scale=1,maximum-scale=1.0", "viewport-zoom-blocked"),
    ("width=device-width", "width=device-width; user-scalable=0;", "viewport-zoom-blocked"),
]


@pytest.mark.parametrize(("old", "new", "code"), REMOVED)
def test_what_is_missing_in_the_head(old: str, new: str, code: str) -> None:
    files = clean()
    files["/contact.html"] = str(files["/contact.html"]).replace(old, new)
    assert (code, "/contact.html") in codes(files)


@pytest.mark.parametrize("content", ["width=device-width, maximum-scale=5", "width=device-width, user-scalable=yes"])
def test_zoom_that_is_left_alone(content: str) -> None:
    files = clean()
    files["/contact.html"] = str(files["/contact.html"]).replace("width=device-width", content)
    assert codes(files) == set()


def test_an_english_page_that_says_french() -> None:
    files = clean()
    files["/about.html"] = page("About us", f"<h1>About us</h1><p>{MANY_WORDS * 3}</p>")
    files["/"] = str(files["/"]).replace(FOOT, f'{FOOT} <a href="/about.html">About us</a>')
    assert codes(files) == {("html-lang-wrong", "/about.html")}
    files["/about.html"] = page("About us", f"<h1>About us</h1><p>{MANY_WORDS * 3}</p>", html='<html lang="en">')
    assert codes(files) == set()


SHORT = [
    ("Nos ateliers sont ouverts au public le samedi, et nous vous y attendons avec les outils de la maison pour le bois et le fer.", "en", True),
    ("We open the workshop on Saturdays and we show you how the tools of the house are used by those who work there.", "fr", True),
    ("Nos ateliers sont ouverts au public le samedi, et nous vous y attendons avec les outils de la maison pour le bois et le fer.", "fr", False),
    ("Bistro Dupain, since 1988: le marché, the garden, la cave and the terrace, fermé le lundi, closed on Monday.", "en", False),
    ("Oslo 2026, Milano 2027, Tokyo 2028", "en", False),
]  # fmt: skip


@pytest.mark.parametrize(("words", "declared", "wrong"), SHORT)
def test_a_short_page_is_told_where_nothing_else_speaks(words: str, declared: str, wrong: bool) -> None:
    files = clean()
    alone = page("Une page", f"<p>{words}</p>", html=f'<html lang="{declared}">')
    files["/une.html"] = alone.partition("<nav>")[0] + alone.partition("</nav>")[2].replace(FOOT, "")
    files["/"] = str(files["/"]).replace(FOOT, f'{FOOT} <a href="/une.html">Une page</a>')
    assert (("html-lang-wrong", "/une.html") in codes(files)) is wrong


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Nous utilisons vos coordonnées pour confirmer la table, et pour rien d'autre.", True),
        ("Nous gardons votre adresse un mois pour vous rappeler.", True),
        ("Vous recevrez une réponse dans la journée à votre adresse.", False),
        ("Nous utilisons du bois de la vallée.", False),
    ],
)
def test_a_form_that_says_what_for(words: str, said: bool) -> None:
    form = (
        f'<form method="post" action="/d"><label>Nom <input name="nom"></label><button>Ok</button></form><p>{words}</p>'
    )
    files = clean()
    files["/"] = page("Boulangerie Dupain", HOME + form, head=CARD)
    assert (("form-no-privacy-notice", "/") not in codes(files)) is said
