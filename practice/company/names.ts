/** Raw material of the made-up company. */
export const dutch = {
  given: (
    'Anouk Bas Bram Carlijn Cas Daphne Dewi Eline Esra Eva Femke Finn Floor Gijs Guus Hanna Hugo Ilse Imke Jasper Jeroen Jesse Joep Karim ' +
    'Koen Lars Laura Lieke Lotte Luuk Maaike Maarten Marit Mees Merel Mila Mohamed Naomi Niels Noor Nora Olaf Pieter Pim Quinten Rachid ' +
    'Renske Roos Sem Silke Stijn Sven Teun Thijs Tijn Tom Twan Vera Wouter Yasmin Youssef Zoë'
  ).split(' '),
  surname: (
    'Aarts;van den Berg;Bos;Brouwer;de Boer;Claes;van Dam;Dekker;Demir;van Dijk;Dijkstra;Driessen;El Idrissi;Evers;Geerts;de Graaf;' +
    'Groen;de Groot;van Hamme;Hendriks;Hermans;Hoekstra;de Jong;Jansen;Janssens;Kaya;Koning;Kuipers;van Leeuwen;Maes;Martens;Mertens;' +
    'Meijer;Mulder;Nguyen;Peeters;Peters;Postma;Prins;de Ruiter;Schouten;Smit;Smits;Sulaiman;Timmermans;Verbeek;Verhoeven;Verlinden;' +
    'Vermeer;Visser;de Vries;van Vliet;Vos;van der Wal;Willems;Wouters;Yilmaz;Zijlstra'
  ).split(';'),
}

export const english = {
  given: (
    'Aisha Alfie Amelia Aoife Archie Ben Callum Charlotte Ciara Connor Daniel Eleanor Ella Ethan Evelyn Fiona Freya George Hannah Harry ' +
    'Imran Isla Jack Jacob Jessica Joshua Kate Kieran Leah Lewis Lucy Maeve Mason Matilda Megan Mohammed Nathan Niamh Nisha Oscar Poppy ' +
    'Rhys Roisin Rosie Ryan Samuel Sarah Sean Sofia Sophie Tariq Theo Thomas William Zara'
  ).split(' '),
  surname: (
    'Ahmed;Allen;Barker;Bennett;Brennan;Brown;Byrne;Campbell;Carter;Clarke;Collins;Cooper;Davies;Doyle;Edwards;Evans;Fitzgerald;Foster;' +
    'Gallagher;Green;Hall;Harris;Hughes;Hussain;Jackson;Jones;Kelly;Kennedy;Khan;King;Lewis;Lynch;McCarthy;Mitchell;Moore;Morgan;Nolan;' +
    "O'Brien;O'Connor;Patel;Phillips;Quinn;Reid;Roberts;Robinson;Ryan;Scott;Singh;Smith;Thompson;Turner;Walker;Walsh;Watson;White;Wilson;" +
    'Wood;Wright;Young'
  ).split(';'),
}

export interface Office {
  city: string
  country: string
  language: string
  timeZone: string
}

export const dutchOffices: Office[] = [
  { city: 'Rotterdam', country: 'NL', language: 'nl-NL', timeZone: 'Europe/Amsterdam' },
  { city: 'Tilburg', country: 'NL', language: 'nl-NL', timeZone: 'Europe/Amsterdam' },
  { city: 'Antwerp', country: 'BE', language: 'nl-BE', timeZone: 'Europe/Brussels' },
]
export const englishOffices: Office[] = [
  { city: 'Manchester', country: 'GB', language: 'en-GB', timeZone: 'Europe/London' },
  { city: 'Dublin', country: 'IE', language: 'en-IE', timeZone: 'Europe/Dublin' },
  { city: 'Rotterdam', country: 'NL', language: 'en-GB', timeZone: 'Europe/Amsterdam' },
]

/** Departments with their share of the company and the titles found in them; the first title is the head's. */
export const departments: { name: string; share: number; titles: string[] }[] = [
  { name: 'Warehouse', share: 24, titles: ['Warehouse manager', 'Order picker', 'Forklift driver', 'Shift leader', 'Stock controller'] },
  { name: 'Care', share: 26, titles: ['Head of care', 'Nurse', 'Care assistant', 'District nurse', 'Care planner'] },
  { name: 'Transport', share: 14, titles: ['Transport manager', 'Driver', 'Fleet planner', 'Dispatcher'] },
  { name: 'Planning', share: 9, titles: ['Head of planning', 'Planner', 'Route planner'] },
  { name: 'Finance', share: 8, titles: ['Finance director', 'Accountant', 'Payroll officer', 'Controller'] },
  { name: 'Sales', share: 8, titles: ['Sales director', 'Account manager', 'Sales support'] },
  { name: 'HR', share: 6, titles: ['HR director', 'HR adviser', 'Recruiter'] },
  { name: 'IT', share: 5, titles: ['IT manager', 'System administrator', 'Service desk agent', 'Application manager'] },
]

export const services: { upn: string; name: string }[] = [
  { upn: 'svc-backup', name: 'Backup service' },
  { upn: 'svc-scanner', name: 'Scanner service' },
  { upn: 'planning-shared', name: 'Planning (shared mailbox)' },
  { upn: 'room-maas', name: 'Room Maas' },
  { upn: 'room-schelde', name: 'Room Schelde' },
]
