/* Remarks by which a list takes back what it declares, wherever people write them. */
#include "input/reading/remarks.h"
#include "input_fixture.h"
#include "suites.h"

#include <stdio.h>
#include <unistd.h>

static const struct {
    const char *list;
    bool is_error;
} lists[] = {
    /* Columns of remarks, with a heading or none. */
    {"CPTS;Code;Observations\nA;13001;\nA;13002;sauf le hameau du Plan\nB;13003;\n", true},
    {"CPTS;Code;Observations\nA;13001;\nA;13002;refus du maire\nB;13003;\n", true},
    {"CPTS;Code;Remarques\nA;13001;\nA;13002;à voir ?\nB;13003;\n", true},
    {"CPTS;Code;Remarques\nA;13001;siège\nA;13002;mairie annexée\nB;13003;\n", false},
    {"CPTS;Code;\nA;13001;\nA;13002;en partie\nB;13003;\n", true},
    {"CPTS;Code;\nA;13001;Dr Martin\nA;13002;\nB;13003;\n", false},
    /* Columns that are filled for what leaves. */
    {"CPTS;Code;Date de sortie\nA;13001;\nA;13002;12/05/2024\nB;13003;\n", true},
    {"CPTS;Code;Zone blanche\nA;13001;\nA;13002;x\nB;13003;\n", true},
    {"CPTS;Code;Zone blanche\nA;13001;non\nA;13002;non\nB;13003;non\n", false},
    {"CPTS;Code;Hors CPTS\nA;13001;\nA;13002;x\nB;13003;\n", true},
    {"CPTS;Code;Nom\nA;13001;Toto\nA;13002;\nB;13003;Titi\n", false},
    {"CPTS;Code;Date fin\nA;13001;\nA;13002;oui\nB;13003;\n", true},
    {"CPTS;Code;Date fin\nA;13001;\nA;13002;décembre 2024\nB;13003;\n", true},
    {"CPTS;Code;Date fin\nA;13001;\nA;13002;indéterminée\nB;13003;\n", false},
    /* Behind and before the name of a unit that its code vouches for. */
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch hors La Pounche\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch ??\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;NON Allauch\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch [secteur nord]\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (nord)\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;1/2 Allauch\nB;13003;Alleins\n", true},
    {"CPTS;Communes\nA;\"Aix (13001), sauf Allauch (13002)\"\nB;Alleins (13003)\n", true},
    {"CPTS;Communes\nA;\"Aix (13001), Allauch (13002)\"\nB;Alleins (13003)\n", false},
    /* Names of CPTS. */
    {"CPTS;Code\nCPTS Nord;13001\nex CPTS Nord;13002\nCPTS Sud;13003\n", true},
    {"CPTS;Code\nCPTS Nord;13001\nCPTS Nord puis CPTS Est;13002\nCPTS Sud;13003\n", true},
    {"CPTS;Code\nCPTS Nord;13001\nCPTS Nord - à confirmer;13002\nCPTS Sud;13003\n", true},
    /* Notes. */
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n\nNB : Allauch a quitté la CPTS;\n", true},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n\nLégende : en rouge, non rattachées;\n", true},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n\nSource : ARS;\n", false},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n\n(1) en attente de validation;\n", false},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (1)\nB;13003;Alleins\n\n"
     "(1) en attente de validation;;\n",
     true},
    /* Titles of what is not declared, of a table alone and of tables side by side. */
    {"Communes hors CPTS;\n;\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", true},
    {"BROUILLON, ne pas diffuser;\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", true},
    {"Périmètre abandonné;\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", true},
    {"Annule et remplace le périmètre de 2024;\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", false},
    {"CPTS et zones blanches;\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", false},
    {"Périmètres;;;Communes sorties;\nCPTS;Code;;CPTS;Code\nA;13001;;B;13003\nA;13002;;;\n", true},
    {"Périmètres;;;La suite;\nCPTS;Code;;CPTS;Code\nA;13001;;B;13003\nA;13002;;;\n", false},
    /* Stars, brackets and marks. */
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch*\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch†\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch*\nB;13003;Alleins\n;;\n* siège;;\n", false},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;(Allauch)\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;✗ Allauch\nB;13003;Alleins\n", true},
    {"CPTS;Communes\nA;\"Aix, Allauch*, Arles\"\nB;Alleins\n", true},
    {"CPTS;Communes\nA;\"Aix, Allauch*, Arles\"\nB;Alleins\n\n* siège;\n", false},
    {"CPTS;Communes\nA;\"Aix, /!\\\\ Allauch, Arles\"\nB;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (13)\nB;13003;Alleins\n", false},
    {"CPTS;Code;Commune;\nA;13001;Aix;* siège\nA;13002;Allauch*;\nB;13003;Alleins;\n", false},
    {"CPTS;Code;Commune;\nA;13001;Aix;* non adhérente\nA;13002;Allauch*;\nB;13003;Alleins;\n",
     true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch†\nB;13003;Alleins\n;;\n† siège;;\n", false},
    {"CPTS;Code\nA;13001\nA;13002\nA;-13003\nB;13004\n", true},
    {"CPTS;Code\nA;13001\nA;13002\nA;(13003)\nB;13004\n", true},
    {"CPTS;Code\nA;(13001)\nA;(13002)\nB;(13003)\n", false},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch sud\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch Nord\nB;13003;Alleins\n", false},
    {"CPTS;Code\nCPTS Nord;13001\nCPTS Nord (projet);13002\nCPTS Sud;13003\n", true},
    {"CPTS;Code\nCPTS Nord (projet);13001\nCPTS Nord (projet);13002\nCPTS Sud;13003\n", false},
    {"CPTS;Code\nCPTS Nord;13001\nfuture CPTS Nord;13002\nCPTS Sud;13003\n", true},
    {"CPTS;Code;Évolution\nA;13001;\nA;13002;Sortie\nB;13003;\n", true},
    {"CPTS;Communes;Sauf\nA;Aix, Allauch;Allauch\nB;Alleins;\n", true},
    {"CPTS;Code\nA;13001\nPage 1;\nA;13002\nB;13003\n", false},
    {"Code;Signataire;CPTS Nord;CPTS Sud\n13001;oui;x;\n13002;non;x;\n13003;oui;;x\n", true},
    /* Yes and no, of which no may be an empty cell where most are not. */
    {"CPTS;Code;Membre\nA;13001;✓\nA;13002;✗\nB;13003;✓\n", true},
    {"CPTS;Code;Membre\nA;13001;✗\nA;13002;✗\nB;13003;✗\n", false},
    {"CPTS;Code;Membre\nA;13001;☑\nA;13002;☐\nB;13003;☑\n", true},
    {"CPTS;Code;Membre\nA;13001;x\nA;13002;\nB;13003;x\n", true},
    {"CPTS;Code;Siège CPTS\nA;13001;x\nA;13002;\nB;13003;\n", false},
    {"CPTS;Code;Signataire\nA;13001;Oui\nA;13002;Non\nB;13003;Oui\n", true},
    {"CPTS;Code;Signataire\nA;13001;Oui\nA;13002;En cours\nB;13003;Oui\n", true},
    {"CPTS;Code;Accord du maire\nA;13001;oui\nA;13002;non\nB;13003;oui\n", true},
    {"CPTS;Code;Dans le projet\nA;13001;oui\nA;13002;non\nB;13003;oui\n", true},
    {"CPTS;Code;Périmètre\nA;13001;oui\nA;13002;non\nB;13003;oui\n", true},
    {"CPTS;Code;Périmètre\nA;13001;P1\nA;13002;P1\nB;13003;P2\n", false},
    {"CPTS;Code;Flag\nA;13001;1\nA;13002;0\nB;13003;1\n", true},
    {"CPTS;Code;MSP\nA;13001;oui\nA;13002;non\nB;13003;oui\n", false},
    {"CPTS;Code;Nombre de cabinets\nA;13001;1\nA;13002;0\nB;13003;1\n", false},
    {"CPTS;Code;Renfort\nA;13001;non\nA;13002;oui\nB;13003;non\n", false},
    /* The first circle, and the second; what enters, stays and leaves. */
    {"CPTS;Code;Zone\nA;13001;Cœur\nA;13002;Périphérie\nB;13003;Cœur\n", true},
    {"CPTS;Code;Zone\nA;13001;Nord\nA;13002;Sud\nB;13003;Nord\n", false},
    {"CPTS;Code;Zone de montagne\nA;13001;oui\nA;13002;non\nB;13003;oui\n", false},
    {"CPTS;Code;Cercle\nA;13001;1er cercle\nA;13002;2e cercle\nB;13003;1er cercle\n", true},
    {"CPTS;Code;Rang\nA;13001;Rang 1\nA;13002;Rang 2\nB;13003;Rang 1\n", true},
    {"CPTS;Code;Statut\nA;13001;Socle\nA;13002;Optionnelle\nB;13003;Socle\n", true},
    {"CPTS;Code;Évolution\nA;13001;E\nA;13002;S\nA;13003;M\nB;13004;M\n", true},
    {"CPTS;Code;Évolution\nA;13001;H\nA;13002;S\nA;13003;B\nB;13004;H\n", false},
    {"CPTS;Code;Rang\nA;13001;1\nA;13002;1\nA;13003;2\nB;13004;1\n", true},
    {"CPTS;Code;Rang\nA;13001;1\nA;13002;2\nA;13003;3\nA;13004;4\n", false},
    {"CPTS;Code;Action\nA;13001;\nA;13002;Supprimer\nB;13003;\n", true},
    {"CPTS;Code;Certitude\nA;13001;sûr\nA;13002;Probable\nB;13003;sûr\n", true},
    {"CPTS;Code;Statut\nA;13001;Membre\nA;13002;Ex-membre\nB;13003;Membre\n", true},
    {"CPTS;Code;Situation\nA;13001;Initial\nA;13002;Extension prévue\nB;13003;Initial\n", true},
    /* Editions below each other, and years of the CPTS. */
    {"Année;CPTS;Code\n2025;A;13001\n2025;A;13002\n2026;A;13001\n2026;B;13003\n", true},
    {"CPTS;Code;Version\nA;13001;V2\nA;13002;V1\nB;13003;V2\n", true},
    {"CPTS;Code;Année\nA;13001;2021\nA;13002;2021\nB;13003;2023\n", false},
    /* Inhabitants, of a part of the commune, and of another year. */
    {"CPTS;Code;Population couverte\nA;13001;100\nA;13002;200\nA;13003;300\nB;13004;50\n", true},
    {"CPTS;Code;Population\nA;13001;110\nA;13002;190\nA;13003;310\nB;13004;380\n", false},
    {"CPTS;Code;Pop 75+\nA;13001;10\nA;13002;19\nA;13003;31\nB;13004;38\n", false},
    {"CPTS;Code;Territoire\nA;13001;Commune entière\nA;13002;Plaine\nB;13003;Entière\n", true},
    {"CPTS;Code;Remarques\nA;13001;\nA;13002;double appartenance\nB;13003;\n", true},
    {"CPTS;Code;Remarques\nA;13001;\nA;13002;a délibéré contre\nB;13003;\n", true},
    {"CPTS;Code;Remarques\nA;13001;\nA;13002;MSP en projet\nB;13003;\n", false},
    {"CPTS;Code;Remarques\nA;13001;\nA;13002;en projet\nB;13003;\n", true},
    /* Shares, most of which are the whole. */
    {"CPTS;Code;Fraction\nA;13001;\nA;13002;1/2\nB;13003;\n", true},
    {"CPTS;Code;Part\nA;13001;\nA;13002;0,5\nB;13003;\n", true},
    {"CPTS;Code;Taux de chômage\nA;13001;\nA;13002;0,07\nB;13003;\n", false},
    {"CPTS;Code;Taux de couverture THD\nA;13001;100 %\nA;13002;87 %\nB;13003;100 %\n", false},
    {"CPTS;Code\nA;13001\nA;13002/13003\nB;13004\n", false},
    {"CPTS;Commune\nA;Aix\nA;Allauch\nB;Alleins CEDEX 9\n", false},
    {"CPTS;Code;Part\nA;13001;100 %\nA;13002;50 %\nB;13003;100 %\n", true},
    {"CPTS;Code;%\nA;13001;100\nA;13002;50\nB;13003;100\n", true},
    {"CPTS;Code;Quote-part\nA;13001;1\nA;13002;0,5\nB;13003;1\n", true},
    {"CPTS;Code;\nA;13001;100%\nA;13002;40%\nB;13003;100%\n", true},
    {"CPTS;Code;Part\nA;13001;100 %\nA;13002;100 %\nB;13003;100 %\n", false},
    {"CPTS;Code;Part des plus de 75 ans\nA;13001;10 %\nA;13002;12 %\nB;13003;9 %\n", false},
    {"CPTS;Code;Places\nA;13001;100\nA;13002;50\nB;13003;100\n", false},
    {"Code;CPTS Nord;CPTS Sud\n13001;100 %;0 %\n13002;100 %;0 %\n13003;0 %;100 %\n", false},
    {"Code;CPTS Nord;CPTS Sud\n13001;100 %;0 %\n13002;50 %;50 %\n13003;0 %;100 %\n", true},
    {"Code;CPTS Nord;CPTS Sud\n13001;100;0\n13002;100;0\n13003;0;100\n", false},
    /* Totals and counts: the list has as many, or rows are missing. */
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\nTotal : 3 communes;\n", false},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\nTotal : 4 communes;\n", true},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\nTotal;25\n", true},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\nNombre de communes;25\n", true},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\nNombre de communes : 3;\n", false},
    {"Liste des 25 communes;\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", true},
    {"Liste des 3 communes;\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", false},
    {"Les 4 communes de la région;\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", false},
    {"Communes en 2026;\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", false},
    {"TOTAL;4;\nCPTS;Code;Nom\nA;13001;x\nA;13002;\nB;13003;\n", false},
    {"CPTS;Code;Population\nA;13001;100\nA;13002;200\nB;13003;300\nTotal;;600\n", false},
    {"CPTS;Code;Population\nA;13001;100\nA;13002;200\nB;13003;300\nTotal;;1 200\n", true},
    {"CPTS;Code;Population\nA;13001;100\nA;13002;200\nB;13003;300\n"
     "Population totale : 1 200 habitants;;\n",
     true},
    {"CPTS;Code;Densité\nA;13001;100\nA;13002;200\nB;13003;300\nTotal;;1 200\n", false},
    {"CPTS;Code\nA;13001\nA;13002\nTotal A;2\nB;13003\nTotal B;1\nTotal;3\n", false},
    {"CPTS;Code\nA;13001\nA;13002\nTotal A;3\nB;13003\nB;13004\nTotal B;2\nTotal;4\n", true},
    {"CPTS;Nombre de communes;Codes\nA;2;13001, 13002\nB;1;13003\n", false},
    {"CPTS;Nombre de communes;Codes\nA;3;13001, 13002\nB;1;13003\n", true},
    {"CPTS;Nb communes;Code\nA;2;13001\nA;2;13002\nB;1;13003\n", false},
    {"CPTS;Nb communes;Code\nA;3;13001\nA;3;13002\nB;1;13003\n", true},
    {"Code;CPTS Nord;CPTS Sud\n13001;x;\n13002;x;\n13003;;x\nTotal;2;1\n", false},
    {"Code;CPTS Nord;CPTS Sud\n13001;x;\n13002;x;\n13003;;x\nTotal;2;2\n", true},
    /* Parts of a city. */
    {"CPTS;Code;Arrondissement\nA;13001;Aix\nA;13002;\nB;13003;Arles\n", false},
    /* A row whose status is not that of its CPTS. */
    {"CPTS;Code;Statut\nA;13001;Signé\nA;13002;Sortie\nB;13003;Signé\n", true},
    {"CPTS;Code;Statut\nA;13001;Signé\nA;13002;Non\nB;13003;Signé\n", true},
    {"CPTS;Code;Statut\nA;13001;Signé\nA;13002;Ne souhaite pas adhérer\nB;13003;Signé\n", true},
    {"CPTS;Code;Statut\nA;13001;Signé\nA;13002;En cours\nB;13003;Signé\n", true},
    {"CPTS;Code;Statut\nA;13001;Signé\nA;13002;Signé\nB;13003;En cours\n", false},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Hameau d'Allauch\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (2027)\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (jusqu'en 2024)\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (CPTS B)\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch → CPTS B\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (1/2)\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch 1\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch 13\nB;13003;Alleins\n", false},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (depuis 2021)\nB;13003;Alleins\n", false},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;#Allauch\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;//Allauch\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;#N/A\nB;13003;Alleins\n", false},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;#REF!\nB;13003;Alleins\n", false},
    /* Two CPTS in a cell, or one that is called like two. */
    {"CPTS;Code\nCPTS Nord;13001\nCPTS Nord et Sud;13002\nCPTS Sud;13003\n", true},
    {"CPTS;Code\nCPTS Nord;13001\nCPTS Nord et/ou CPTS Sud;13002\nCPTS Sud;13003\n", true},
    {"CPTS;Code\nCPTS Nord;13001\nCPTS Est et Sud;13002\nCPTS Sud;13003\n", false},
    {"CPTS;Code\nCPTS Nord;13001\nCPTS Nord et Est;13002\nCPTS Sud;13003\n", false},
    {"CPTS;Code;Partagée avec\nA;13001;\nA;13002;B\nB;13003;\n", true},
    {"CPTS;Code;Nouvelle CPTS\nA;13001;A\nA;13002;B\nB;13003;B\n", true},
    {"CPTS;Code;Ancienne CPTS\nA;13001;\nA;13002;B\nB;13003;\n", false},
    {"CPTS;Code;CPTS future\nA;13001;A\nA;13002;B\nB;13003;B\n", false},
    {"CPTS;Code;Transfert vers\nA;13001;\nA;13002;le SAMU\nB;13003;\n", false},
    {"CPTS;Code;À supprimer\nA;13001;\nA;13002;x\nB;13003;\n", true},
    {"CPTS;Code;Archive\nA;13001;non\nA;13002;oui\nB;13003;non\n", true},
    {"CPTS;Code;valide\nA;13001;t\nA;13002;f\nB;13003;t\n", true},
    {"CPTS;Code;Coordinateur\nA;13001;oui\nA;13002;non\nB;13003;oui\n", false},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;A\xcc\xb6l\xcc\xb6lauch\nB;13003;Alleins\n", true},
    {"CPTS;Code\nCPTS Nord;13001\nvers CPTS Nord;13002\nCPTS Sud;13003\n", true},
    {"CPTS;Code\nCPTS Nord;13001\nLa CPTS Est;13002\nCPTS Sud;13003\n", false},
    {"CPTS;Codes\nNord;\"13001, 13002; exclus : 13003\"\nSud;13004\n", true},
    {"CPTS;Code;Avenant\nA;13001;\nA;13002;sortie d'Allauch\nB;13003;\n", true},
    {"CPTS;Code;Litige\nA;13001;\nA;13002;oui\nB;13003;\n", true},
    {"CPTS;Code;Litige\nA;13001;non\nA;13002;non\nB;13003;\n", false},
    {"CPTS;Code;À vérifier\nA;13001;\nA;13002;x\nB;13003;\n", true},
    {"CPTS;Code;Projet\nA;13001;\nA;13002;x\nB;13003;\n", true},
    {"CPTS;Code;Partage\nA;13001;\nA;13002;x\nB;13003;\n", true},
    {"CPTS;Code;Projet\nA;13001;2021\nA;13002;2022\nB;13003;2023\n", false},
    {"CPTS;Code;Motif\nA;13001;\nA;13002;départ\nB;13003;\n", true},
    {"CPTS;Code;Observations\nA;13001;\nA;13002;souhaite partir\nB;13003;\n", true},
    {"CPTS;Code;Observations\nA;13001;\nA;13002;rejoint CPTS B\nB;13003;\n", true},
    {"CPTS;Code;Projet de santé\nA;13001;\nA;13002;2022\nB;13003;\n", false},
    {"CPTS;Code;MSP en projet\nA;13001;\nA;13002;x\nB;13003;\n", false},
    /* Titles and notes of what is not in force, or not whole. */
    {"Document de travail;\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", true},
    {"Projet de découpage 2027;\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", true},
    {"Ancien découpage (2019);\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", true},
    {"Projets de santé validés;\nCPTS;Code\nA;13001\nA;13002\nB;13003\n", false},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n\nDonnées provisoires;\n", true},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n\n* Liste non exhaustive;\n", true},
    /* A few rows that say that they are not in force, and not all of their CPTS. */
    {"CPTS;Code;Rang\nA;13001;Principal\nA;13002;Secondaire\nB;13003;Principal\n", true},
    {"CPTS;Code;Phase\nA;13001;Signé\nA;13002;Projet\nB;13003;Signé\n", true},
    {"CPTS;Code;Statut\nA;13001;Signé\nA;13002;Projet\nB;13003;Signé\n", true},
    {"CPTS;Code;Mouvement\nA;13001;\nA;13002;-\nB;13003;\n", true},
    {"CPTS;Code;Mouvement\nA;13001;+\nA;13002;−\nB;13003;+\n", true},
    {"CPTS;Code;Code couleur\nA;13001;Vert\nA;13002;Rouge\nB;13003;Vert\n", true},
    {"CPTS;Code;Phase\nA;13001;Signé\nA;13002;Signé\nB;13003;Projet\n", false},
    {"CPTS;Code;Rang\nA;13001;Principal\nA;13002;Secondaire\nB;13003;Secondaire\n", false},
    {"CPTS;Code;Mouvement\nA;13001;-\nA;13002;-\nB;13003;+\n", false},
    {"CPTS;Code;Type\nA;13001;\nA;13002;-\nB;13003;\n", false},
    {"CPTS;Code;Évolution\nA;13001;+1,2 %\nA;13002;-\nB;13003;+0,4 %\n", false},
    {"CPTS;Code;Couleur\nA;13001;Vert\nA;13002;Vert\nB;13003;Rouge\n", false},
    {"CPTS;Code;État MSP\nA;13001;Ouverte\nA;13002;Projet\nB;13003;Ouverte\n", false},
    {"CPTS;Code;Enseignement\nA;13001;Primaire\nA;13002;Secondaire\nB;13003;Primaire\n", false},
    /* In one letter, whose heading says that it is a state or which letters there are. */
    {"CPTS;Code;Statut A/I\nA;13001;A\nA;13002;I\nB;13003;A\n", true},
    {"CPTS;Code;Code état V/R\nA;13001;V\nA;13002;R\nB;13003;V\n", true},
    {"CPTS;Code;Entière (E) / Partielle (P)\nA;13001;E\nA;13002;P\nB;13003;E\n", true},
    {"CPTS;Code;U/R\nA;13001;U\nA;13002;R\nB;13003;U\n", false},
    {"CPTS;Code;Statut\nA;13001;A\nA;13002;A\nB;13003;I\n", false},
    {"CPTS;Code;Priorité\nA;13001;1\nA;13002;2\nB;13003;1\n", false},
    {"CPTS;Code;Validation\nA;13001;Validée\nA;13002;En cours\nB;13003;Validée\n", true},
    {"CPTS;Code;Couverture\nA;13001;100\nA;13002;60\nB;13003;100\n", true},
    {"CPTS;Code;Couverture fibre\nA;13001;80\nA;13002;60\nB;13003;90\n", false},
    {"CPTS;Code;Extension\nA;13001;\nA;13002;x\nB;13003;\n", true},
    {"CPTS;Code;Dérogation\nA;13001;\nA;13002;x\nB;13003;\n", true},
    {"CPTS;Code;Retenue\nA;13001;R\nA;13002;NR\nB;13003;R\n", true},
    {"CPTS;Code;Avis\nA;13001;F\nA;13002;D\nB;13003;F\n", true},
    {"CPTS;Code;Statut\nA;13001;Intégrée\nA;13002;À intégrer\nB;13003;Intégrée\n", true},
    {"CPTS;Code;Statut\nA;13001;Acquis\nA;13002;En négociation\nB;13003;Acquis\n", true},
    {"CPTS;Code;Statut\nA;13001;Acquis\nA;13002;En fonction\nB;13003;Acquis\n", false},
    {"CPTS;Code;Couverture\nA;13001;Complète\nA;13002;Incomplète\nB;13003;Complète\n", true},
    {"CPTS;Code;Double appartenance\nA;13001;\nA;13002;oui\nB;13003;\n", true},
    {"CPTS;Code;Valable jusqu'au\nA;13001;\nA;13002;31/12/2020\nB;13003;\n", true},
    {"CPTS;Code;Fraction\nA;13001;1\nA;13002;1/2\nB;13003;1\n", true},
    {"CPTS;Code;Observations\nA;13001;\nA;13002;Siège de la CPTS\nB;13003;\n", false},
    {"CPTS;Code;CPTS prévisionnelle\nCPTS A;13001;\nHors CPTS;13002;CPTS B\nCPTS B;13003;\n",
     false},
    /* Units in no CPTS, on rows that say so or below a title, and declared or not. */
    {"CPTS;Code\nA;13001\nA;13002\nZone blanche;13002\nB;13003\n", true},
    {"CPTS;Code\nA;13001\nA;13002\nZone blanche;13004\nB;13003\n", false},
    {"CPTS;Codes\nA;\"13001, 13002\"\nB;13003\nZones blanches;\"13002, 13004\"\n", true},
    {"CPTS;Codes\nA;\"13001, 13002\"\nB;13003\nZones blanches;13004\n", false},
    {"CPTS;Code;Fin\nA;13001;\nSans CPTS;13002;31/12/2020\nA;13002;\nB;13003;\n", false},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n;\nZones blanches;\n;13004\n", false},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n;\nZones blanches;\n;13002\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch\nB;13003;Alleins\n;;\n"
     "Communes hors CPTS;;\n;Code;Commune\n;13004;Arles\n",
     false},
    {"Id;CPTS;Code\n1;A;13001\n1;A;13002\n2;B;13003\n9999;Sans CPTS;13004\n", false},
    {"CPTS;Commune;Dép\nA;Aix;13\nA;Allauch;13\nZone blanche;Allauch;13\nB;Alleins;13\n", true},
    {"Code;CPTS Nord;CPTS Sud;Zone blanche\n13001;x;;\n13002;x;;x\n13003;;x;\n", true},
    {"Code;CPTS Nord;CPTS Sud;Zone blanche\n13001;x;;\n13002;;;x\n13003;;x;\n", false},
    /* Marks other than crosses, under one CPTS. */
    {"Code;CPTS Nord;CPTS Sud;CPTS Est\n13001;x;;\n13002;x;;\n13003;;x;\n13004;;;2\n", true},
    /* What a base has where there is no number. */
    {"Id;Code\n1;13001\n1;13002\n9999;13003\n2;13004\n", true},
    {"Id;Code\n1;13001\n1;13002\n-1;13003\n2;13004\n", true},
    /* A summary below the rows. */
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n;\nRécapitulatif;\nCPTS;Nombre\nA;2\nB;1\n", false},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n;\nCommune;CPTS\nArles;A\n", true},
    /* Notes of one line. */
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n\nTraitement : DOSA;\nNon opposable.;\n", false},
    /* Parts, and lists that are cut. */
    {"CPTS;Code;Périmètre\nA;13001;total\nA;13002;partiel\nB;13003;total\n", true},
    {"CPTS;Code;Quartiers\nA;13001;\nA;13002;Centre, Gare\nB;13003;\n", true},
    {"CPTS;Code;Quartiers\nA;13001;Tous\nA;13002;Centre, Gare\nB;13003;Tous\n", true},
    {"CPTS;Code;Quartiers prioritaires\nA;13001;\nA;13002;Centre\nB;13003;\n", false},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (p)\nB;13003;Alleins\n", true},
    {"CPTS;Codes\nA;\"13001 à 13002, 13004\"\nB;13003\n", true},
    {"CPTS;Communes\nA;\"Aix (13001), Allauch (13002)...\"\nB;Alleins (13003)\n", true},
    {"CPTS;Communes\nA;\"Aix (13001). Ne comprend pas Allauch\"\nB;Alleins (13003)\n", true},
    /* Behind a dash. */
    {"CPTS;Code\nCPTS Nord;13001\nCPTS Nord – vague 2;13002\nCPTS Sud;13003\n", true},
    {"CPTS;Code\nCPTS Nord - Est;13001\nCPTS Nord - Est;13002\nCPTS Sud;13003\n", false},
    {"CPTS;Code\nCPTS Nord;13001\nCPTS Sud – candidate;13002\nCPTS Est;13003\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch - non adhérente\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch – refus du maire\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch - Centre\nB;13003;Alleins\n", false},
    /* Ends of something that are past. */
    {"CPTS;Code;Date de fin de contrat\nA;13001;\nA;13002;31/12/2020\nB;13003;\n", true},
    {"CPTS;Code;Date de fin de contrat\nA;13001;\nA;13002;31/12/2099\nB;13003;\n", false},
    /* Crosses that are those of something else, and of a CPTS that is not called one. */
    {"Code;CPTS Nord;CPTS Sud;Vérifié\n13001;x;;x\n13002;x;;\n13003;;x;x\n", true},
    {"Code;CPTS Nord;CPTS Sud;MSP\n13001;x;;x\n13002;x;;\n13003;;x;x\n", false},
    {"Code;CPTS Nord;CPTS Sud;MSP\n13001;x;;\n13002;x;;\n13003;;x;\n13004;;;x\n", true},
    {"Code;CPTS Nord;CPTS Sud;Val d'Or\n13001;x;;\n13002;x;;\n13003;;x;\n13004;;;x\n", false},
    /* Marks under the names of CPTS. */
    {"Code;CPTS Nord;CPTS Sud\n13001;A;\n13002;A;\n13003;;A\n13004;;\n", true},
    {"Code;CPTS 1;CPTS 2\n13001;A;\n13002;A;B\n13003;;B\n13004;;\n", false},
};

static void expect(const struct loaded *loaded, bool is_error)
{
    size_t errors = 0;
    input_expect_loaded(loaded);
    for (size_t i = 0; i < loaded->region->notice_count; i++)
        errors += loaded->region->notices[i].severity == CPTS_SEVERITY_ERROR;
    ck_assert_msg((errors > 0) == is_error, "%zu errors: %s", errors,
                  loaded->region->notice_count ? loaded->region->notices[0].message : "none");
}

START_TEST(a_remark_is_an_error_until_a_person_has_looked)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv", lists[_i].list);
    input_load_sources(&loaded, "units.gpkg", "list.csv");
    expect(&loaded, lists[_i].is_error);
    input_free(&loaded);
}
END_TEST

/* The second of two perimeters, or of its whole layer: its name, its status, another column. */
static const struct {
    const char *field, *name, *first, *second;
    bool is_error;
} drawn[] = {
    {"commentaire", "CPTS Sud", NULL, "dissoute en 2023", true},
    {"type", "CPTS Sud", "CPTS", "Zone blanche", true},
    {"actif:int", "CPTS Sud", "1", "0", true},
    {"date_dissolution", "CPTS Sud", NULL, "2023-12-31", true},
    {"abandon", "CPTS Sud", "non", "oui", true},
    {"abandon", "CPTS Sud", "non", "non", false},
    {"exclusive_area_m2:int", "CPTS Sud", "2", "2", false},
    {"commentaire", "CPTS Sud", "siège à Aix", "siège à Arles", false},
    {"commentaire", "CPTS Sud (dissoute)", NULL, NULL, true},
    {"commentaire", "Ex-CPTS Sud", NULL, NULL, true},
    {"commentaire", "CPTS Sud*", NULL, NULL, true},
    {"commentaire", "CPTS Sud†", NULL, NULL, true},
    {"signataire", "CPTS Sud", "oui", "oui", false},
    {"commentaire", "CPTS Sud (sortie)", NULL, NULL, true},
    {"commentaire", "HORS CPTS", NULL, "hors CPTS", false},
    /* What has ended claims nothing to be taken back; a status that ended it is a finding. */
    {"statut", "CPTS Sud", "Signé", "Inactive", false},
    {"statut", "CPTS Sud", "Signé", "Hors CPTS", false},
};

START_TEST(a_layer_of_polygons_takes_back_by_its_other_columns)
{
    char fields[64], north[256], south[256];
    struct loaded loaded;
    snprintf(fields, sizeof fields, "id,nom,%s", drawn[_i].field);
    snprintf(north, sizeof north, "%s", input_square(0, 2));
    snprintf(south, sizeof south, "%s", input_square(2, 2));
    const struct input_row rows[] = {{north, {"N", "CPTS Nord", drawn[_i].first}},
                                     {south, {"S", drawn[_i].name, drawn[_i].second}}};
    input_write_communes("units.gpkg");
    input_write(LAYER(.file = "cpts.gpkg", .driver = "GPKG", .name = "cpts", .fields = fields,
                      .epsg = 2154, .rows = rows, .count = 2));
    input_load_sources(&loaded, "units.gpkg", "cpts.gpkg");
    expect(&loaded, drawn[_i].is_error);
    input_free(&loaded);
}
END_TEST

/* A city that is declared whole, and its arrondissements in a column of their own. */
START_TEST(a_city_beside_its_arrondissements_may_not_be_whole)
{
    static const struct {
        const char *list;
        size_t errors;
    } cities[] = {{"CPTS;Code;Arrondissement\nA;13055;\nB;13001;\n", 0},
                  {"CPTS;Code;Arrondissement\nA;13055;2e, 3e\nB;13001;\n", 1},
                  {"CPTS;Code;Quartiers\nA;13055;La Rose\nB;13001;\n", 1},
                  {"CPTS;Code;Arrondissement\nA;13055;Marseille\nB;13001;Aix\n", 0},
                  {"CPTS;Code;Arrondissement\nA;13201;1er\nA;13202;2e\nB;13001;\n", 0}};
    char squares[3][256];
    for (int i = 0; i < 3; i++)
        snprintf(squares[i], sizeof squares[i], "%s", input_square(i, 1));
    const struct input_row units[] = {{squares[0], {"13001", "Aix"}},
                                      {squares[1], {"13201", "Marseille 1er Arrondissement"}},
                                      {squares[2], {"13202", "Marseille 2e Arrondissement"}}};
    input_write(LAYER(.file = "units.gpkg", .driver = "GPKG", .name = "communes",
                      .fields = "insee,nom", .epsg = 2154, .rows = units, .count = 3));
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++) {
        struct loaded loaded;
        input_text("list.csv", cities[i].list);
        input_must_load_sources(&loaded, "units.gpkg", "list.csv");
        ck_assert_msg(input_notice_count(&loaded, CPTS_RULE_UNREAD) == cities[i].errors, "%s: %s",
                      cities[i].list,
                      loaded.region->notice_count ? loaded.region->notices[0].message : "none");
        input_free(&loaded);
    }
}
END_TEST

static void load_polygons(struct loaded *out, const char *layer, const char *fields,
                          const struct input_row *rows, int count)
{
    unlink("cpts.gpkg");
    input_write(LAYER(.file = "cpts.gpkg", .driver = "GPKG", .name = layer, .fields = fields,
                      .epsg = 2154, .rows = rows, .count = count));
    input_must_load_sources(out, "units.gpkg", "cpts.gpkg");
}

/* A layer of communes with the CPTS of each, given for the perimeters: their names are not those of
 * CPTS, and those in none are in none. */
START_TEST(communes_drawn_one_by_one_are_of_their_cpts)
{
    static const struct {
        const char *last;
        size_t drawn;
        bool is_error;
    } cases[] = {{"CPTS Sud", 4, false}, {"Hors CPTS", 3, false}, {NULL, 3, false}};
    const char *names[] = {"Aix", "Allauch", "Alleins", "Arles"};
    char squares[4][256];
    input_write_communes("units.gpkg");
    for (int i = 0; i < 4; i++)
        snprintf(squares[i], sizeof squares[i], "%s", input_square(i, 1));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct loaded loaded;
        const struct input_row rows[] = {{squares[0], {names[0], "CPTS Nord"}},
                                         {squares[1], {names[1], "CPTS Nord"}},
                                         {squares[2], {names[2], "CPTS Sud"}},
                                         {squares[3], {names[3], cases[i].last}}};
        load_polygons(&loaded, "declaration", "nom,cpts", rows, 4);
        ck_assert_uint_eq(loaded.region->perimeters.count, 2);
        ck_assert_double_eq_tol(input_area_m2(&loaded.region->perimeters.shapes),
                                1e6 * (double)cases[i].drawn, 1);
        input_free(&loaded);
    }
    /* Nothing says which CPTS they are of. */
    struct loaded loaded;
    const struct input_row rows[] = {{squares[0], {names[0], "13001"}},
                                     {squares[1], {names[1], "13002"}},
                                     {squares[2], {names[2], "13003"}},
                                     {squares[3], {names[3], "13004"}}};
    load_polygons(&loaded, "declaration", "nom,id", rows, 4);
    input_notice(&loaded, CPTS_RULE_UNREAD, CPTS_SEVERITY_ERROR, "names of units");
    input_free(&loaded);
}
END_TEST

START_TEST(a_layer_and_its_pieces_may_take_back_what_they_draw)
{
    struct loaded loaded;
    char squares[2][256];
    input_write_communes("units.gpkg");
    for (int i = 0; i < 2; i++)
        snprintf(squares[i], sizeof squares[i], "%s", input_square(2 * i, 2));
    const struct input_row rows[] = {{squares[0], {"A", "CPTS Nord", "Signé"}},
                                     {squares[1], {"A", "CPTS Nord", "Retirée"}}};
    load_polygons(&loaded, "cpts", "id,nom,statut", rows, 2);
    input_notice(&loaded, CPTS_RULE_UNREAD, CPTS_SEVERITY_ERROR, "Retirée");
    input_free(&loaded);
    load_polygons(&loaded, "hors_cpts", "id,nom", rows, 1);
    input_notice(&loaded, CPTS_RULE_UNREAD, CPTS_SEVERITY_ERROR, "hors_cpts");
    input_free(&loaded);
    load_polygons(&loaded, "projet_perimetres", "id,nom", rows, 1);
    input_notice(&loaded, CPTS_RULE_UNREAD, CPTS_SEVERITY_ERROR, "projet_perimetres");
    input_free(&loaded);
    load_polygons(&loaded, "projets_de_sante", "id,nom", rows, 1);
    ck_assert_uint_eq(loaded.region->notice_count, 0);
    input_free(&loaded);
}
END_TEST

/* A piece has the dates of its own; they are not those of the CPTS. */
START_TEST(a_piece_that_has_ended_leaves_the_others)
{
    static const struct {
        const char *as_of, *first, *second;
        size_t drawn; /* squares */
        unsigned notes;
    } cases[] = {
        {NULL, "2020-12-31", NULL, 2, 1},         {NULL, NULL, "2020-12-31", 2, 1},
        {NULL, NULL, "2099-12-31", 4, 0},         {NULL, "2020-12-31", "2020-12-31", 0, 1},
        {"2019-06-30", "2020-12-31", NULL, 4, 0}, {"2021-06-30", "2020-12-31", NULL, 2, 0}};
    char squares[2][256];
    input_write_communes("units.gpkg");
    for (int i = 0; i < 2; i++)
        snprintf(squares[i], sizeof squares[i], "%s", input_square(2 * i, 2));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct loaded loaded;
        const struct input_row rows[] = {{squares[0], {"A", "CPTS Nord", cases[i].first}},
                                         {squares[1], {"A", "CPTS Nord", cases[i].second}}};
        unlink("cpts.gpkg");
        input_write(LAYER(.file = "cpts.gpkg", .driver = "GPKG", .name = "cpts",
                          .fields = "id,nom,date_fin", .epsg = 2154, .rows = rows, .count = 2));
        static const char *const sources[] = {"cpts.gpkg", NULL};
        static const char *const units[] = {"units.gpkg", NULL};
        cpts_load_options options = CPTS_LOAD_OPTIONS_INIT;
        options.units = units;
        options.perimeters = sources;
        options.as_of = cases[i].as_of;
        input_load(&loaded, &options);
        ck_assert_msg(loaded.status == CPTS_OK || cases[i].drawn == 0, "%s",
                      cpts_context_message(loaded.context));
        if (cases[i].drawn > 0) {
            ck_assert_double_eq_tol(input_area_m2(&loaded.region->perimeters.shapes),
                                    1e6 * (double)cases[i].drawn, 1);
            ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_EMPTY_PERIMETER),
                              cases[i].notes);
        }
        input_free(&loaded);
    }
}
END_TEST

START_TEST(names_of_communes_are_no_remarks)
{
    static const char *const names[] = {
        "Saint-Loup-Hors", "Foucaucourt-Hors-Nesle", "Sans-Vallois",
        "Le Quartier",     "Pas-en-Artois",          "Boissy-sans-Avoir",
        "Izel-lès-Hameau", "Quincy-Voisins",         "Lille (Nord)",
        "Aix (13)",        "Marseille 14e (13014)",  "Saint-Andr?"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_msg(!cpts_remark_on_unit(names[i]), "%s", names[i]);
}
END_TEST

START_TEST(names_of_sheets_may_take_back_what_they_list)
{
    static const char *const taking[] = {"Sorties", "Communes limitrophes", "Ancien périmètre"};
    static const char *const others[] = {"Communes", "CPTS Nord", "Vaucluse", "Sortosville"};
    for (size_t i = 0; i < sizeof taking / sizeof *taking; i++)
        ck_assert_msg(cpts_remark_names_sheet(taking[i]), "%s", taking[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(!cpts_remark_names_sheet(others[i]), "%s", others[i]);
}
END_TEST

Suite *remarks_suite(void)
{
    Suite *suite = suite_create("remarks");
    TCase *tables = tests_of(suite, "tables");
    tcase_add_checked_fixture(tables, input_begin, input_end);
    tcase_add_loop_test(tables, a_remark_is_an_error_until_a_person_has_looked, 0, COUNT(lists));
    tcase_add_loop_test(tables, a_layer_of_polygons_takes_back_by_its_other_columns, 0,
                        COUNT(drawn));
    tcase_add_test(tables, communes_drawn_one_by_one_are_of_their_cpts);
    tcase_add_test(tables, a_layer_and_its_pieces_may_take_back_what_they_draw);
    tcase_add_test(tables, a_piece_that_has_ended_leaves_the_others);
    tcase_add_test(tables, a_city_beside_its_arrondissements_may_not_be_whole);
    tcase_add_test(tables, names_of_communes_are_no_remarks);
    tcase_add_test(tables, names_of_sheets_may_take_back_what_they_list);
    return suite;
}
