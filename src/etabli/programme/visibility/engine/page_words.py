"""Words by which a page says that nobody finished it, a title says nothing, and data tells of a business."""

# In small letters, with plain quotes and spaces; what a page builder writes before anybody does.
PLACEHOLDERS = (
    "lorem ipsum",
    "dolor sit amet",
    "consectetur adipis",
    "sed ut perspiciatis",
    "ut enim ad minim",
    "duis aute irure",
    "neque porro quisquam",
    "just another wordpress site",
    "un site utilisant wordpress",
    "hello world!",
    "bonjour tout le monde !",
    "ceci est votre premier article",
    "bienvenue sur wordpress",
    "welcome to wordpress",
    "welcome to nginx",
    "apache2 ubuntu default page",
    "apache2 debian default page",
    "votre texte ici",
    "votre contenu ici",
    "votre contenu va ici",
    "votre titre ici",
    "votre slogan ici",
    "votre adresse ici",
    "ajoutez votre texte",
    "ajoutez votre titre",
    "ajoutez un titre ici",
    "saisissez votre texte",
    "saisissez ici",
    "insérez votre texte",
    "insérer votre texte",
    "insérez ici",
    "remplacez ce texte",
    "modifiez ce texte",
    "pour changer ce texte",
    "pour modifier ce texte",
    "cliquez ici pour ajouter votre",
    "cliquez ici pour ajouter du texte",
    "cliquez ici pour ajouter un",
    "double-cliquez ici pour",
    "cliquez pour modifier",
    "je suis un paragraphe",
    "je suis un titre",
    "i'm a paragraph",
    "i'm a title",
    "ceci est un exemple de page",
    "this is an example page",
    "c'est un exemple de page",
    "ceci est un paragraphe",
    "ceci est un texte",
    "texte d'exemple",
    "texte de démonstration",
    "texte à venir",
    "texte à compléter",
    "texte à remplacer",
    "contenu à venir",
    "description à venir",
    "présentation à venir",
    "présentation à compléter",
    "description à compléter",
    "photo à venir",
    "[à compléter",
    "(à compléter",
    "xxx à compléter",
    "your content goes here",
    "your text here",
    "your text goes here",
    "your heading text",
    "add your heading",
    "add your text",
    "add a description",
    "insert your text",
    "enter your text",
    "change this text",
    "replace this text",
    "edit this text",
    "this is some text inside",
    "this is your about",
    "this is a sample",
    "sample text",
    "dummy text",
    "placeholder text",
    "share information about your brand",
    "talk about your brand",
    "parlez de votre marque",
    "partagez des informations sur votre marque",
    "it all begins with an idea",
    "tout commence par une idée",
    "titre de la diapositive",
    "titre de votre page",
    "titre de votre site",
    "titre de l'article ici",
    "slogan de votre site",
    "slogan du site",
    "nom de l'entreprise ici",
    "votre entreprise ici",
    "[votre ",
    "[nom ",
    "[your ",
    "[ville]",
    "[adresse]",
    "produit exemple",
    "exemple de produit",
    "article d'exemple",
    "500 terry fran",
    "mysite.com",
    "monsite.com",
    "mon-site.com",
    "votresite.",
    "votre-site.",
    "yoursite.com",
    "yourdomain.com",
    "votredomaine.",
    "123-456-7890",
    "01 23 45 67 89",
    "01.23.45.67.89",
    "0123456789",
    "00 00 00 00 00",
    "xx xx xx xx",
    "john doe",
    "parked domain",
    "ce domaine est à vendre",
    "domaine est en vente",
    "this domain is for sale",
    "site en construction",
    "site en cours de construction",
    "site web en construction",
    "site web en cours de construction",
    "site internet en construction",
    "site internet en cours de construction",
    "page en construction",
    "page en cours de construction",
    "site est en construction",
    "site est en cours de construction",
    "page est en construction",
    "page est en cours de construction",
    "rubrique en construction",
    "rubrique en cours de construction",
    "nouveau site arrive bient",
    "site under construction",
    "website under construction",
    "page under construction",
    "site is under construction",
    "page is under construction",
)
# What stands alone on a page that isn't there yet, and in the news of any other.
ALONE = ("coming soon", "bientôt en ligne", "prochainement en ligne", "arrive bientôt")
# What a title may be made of and still name nothing.
_FILLERS = """
    a about accueil actualites agence all artisan artisanal artisanat aux best bienvenue blank blog bon bonjour
    bonne boutique by catalogue com commerce company contact copie copy d de default depuis des devis document
    du elementor en entreprise et exemple faire fait fr france galerie gratuit gratuits home homepage htm html
    ici in index internet jimdo joomla l la le les leur ligne ma made magasin main me menu mon my name net new
    news nom nos notre nous nouveau nouvelle of officiel officielle online our page pages par particuliers
    passion php plus powered presentation prestashop prestations principal principale pro produits professionnel
    professionnels qualite sa sans savoir service services ses shop shopify site slogan son squarespace store
    sur template test the theme title titre to tous toutes un une untitled vitrine vos votre vous web webflow
    website welcome wix wordpress www your
"""
TITLE_FILLERS = frozenset(_FILLERS.split())
# Kinds of schema.org that are businesses, in small letters.
_KINDS = """
    animalshelter artgallery autobodyshop autodealer automotivebusiness autopartsstore autorental autorepair
    autowash bakery barorpub beautysalon bedandbreakfast bikestore bookstore brand brewery butchershop
    cafeorcoffeeshop catering cellphonestore childcare clothingstore computerstore conveniencestore corporation
    dayspa dentist departmentstore distillery drycleaningorlaundry educationalorganization electrician
    electronicsstore emergencyservice employmentagency entertainmentbusiness fastfoodrestaurant financialservice
    florist foodestablishment foodservice furniturestore gardenstore gasstation generalcontractor grocerystore
    hairsalon hardwarestore healthandbeautybusiness healthclub hobbyshop homeandconstructionbusiness
    homegoodsstore hotel housepainter hvacbusiness icecreamshop internetcafe jewelrystore legalservice library
    liquorstore localbusiness locksmith lodgingbusiness medicalbusiness medicalclinic menclothingstore
    mobilephonestore motorcycledealer motorcyclerepair movingcompany musicstore nailsalon ngo notary
    officeequipmentstore onlinebusiness onlinestore optician organization outletstore pawnshop petstore
    photographystudio place plumber printingservice professionalservice realestateagent recyclingcenter
    restaurant roofingcontractor selfstorage shoestore shoppingcenter sportinggoodsstore sportsactivitylocation
    store tattooparlor tireshop touristattraction touristinformationcenter toystore travelagency veterinarycare
    wholesalestore winery
"""
BUSINESS_KINDS = frozenset(_KINDS.split())
